import type { SeedOptions } from './seed.js';

/**
 * What a bookkeeper of the captured shop would have in the file already: its products by SKU, and
 * two of its customers typed in by hand under names of her own.
 */
export const CAPTURED_SHOP: SeedOptions = {
  items: [
    { kind: 'ItemNonInventory', name: 'TS-001', desc: 'T-Shirt', price: '16.80' },
    { kind: 'ItemInventory', name: 'HD', desc: 'Hoodie', price: '35.29' },
    { kind: 'ItemInventory', name: 'HD-S-R', desc: 'Hoodie - S, Red', price: '33.61' },
    { kind: 'ItemInventory', name: 'HD-M-B', desc: 'Hoodie - M, Blue', price: '31.73' },
    { kind: 'ItemNonInventory', name: 'EB-1', desc: 'E-Book (virtual)', price: '9.25' },
    {
      kind: 'ItemNonInventory',
      name: 'GV-50',
      desc: 'Gift voucher',
      price: '50.00',
      taxable: false,
    },
    { kind: 'ItemNonInventory', name: 'RND-1', desc: 'Rounding item', price: '0.99' },
  ],
  names: [
    {
      kind: 'Customer',
      name: 'Mustermann, Erika',
      fields: { FirstName: 'Erika', LastName: 'Mustermann', Email: 'erika@example.test' },
    },
    {
      kind: 'Customer',
      name: 'John Smith',
      fields: { FirstName: 'John', LastName: 'Smith', Email: 'john.smith1@example.test' },
    },
  ],
};
