import type { ItemKind } from '../ledger/records.js';

/** An item that stands in the file before any program writes to it. */
export interface SampleItem {
  readonly kind: Exclude<ItemKind, 'ItemSalesTax' | 'ItemSalesTaxGroup'>;
  readonly name: string;
  readonly desc?: string;
  /** Decimal, such as `12.50`. */
  readonly price?: string;
  /** An income account of the sample company; default Sales. */
  readonly account?: string;
  /** Default true. */
  readonly taxable?: boolean;
}

export const SAMPLE_ITEMS: readonly SampleItem[] = [
  { kind: 'ItemService', name: 'Consulting', price: '95.00', account: 'Services', taxable: false },
  {
    kind: 'ItemService',
    name: 'Installation',
    price: '60.00',
    account: 'Services',
    taxable: false,
  },
  { kind: 'ItemNonInventory', name: 'Gift Wrap', price: '3.50' },
  { kind: 'ItemNonInventory', name: 'Poster', price: '12.00' },
  { kind: 'ItemInventory', name: 'MUG-01', desc: 'Coffee mug', price: '9.95' },
  { kind: 'ItemInventory', name: 'CAP-01', desc: 'Baseball cap', price: '18.00' },
  {
    kind: 'ItemOtherCharge',
    name: 'Freight',
    account: 'Shipping and Delivery Income',
    taxable: false,
  },
  { kind: 'ItemDiscount', name: 'Counter Discount', account: 'Sales Discounts' },
  { kind: 'ItemSubtotal', name: 'Subtotal' },
];
