import type { Cart, CartLine } from '../simulators/store/reckoning/cart.js';
import { orderOfCart, type OrderHead } from '../simulators/store/reckoning/order-of-cart.js';
import type { WooAddress, WooOrder } from '../simulators/store/woo-order.js';

const VAT = { id: 1, label: 'MwSt. 19%', milliPercent: 19_000, compound: false };

const NOBODY: WooAddress = {
  first_name: 'Erika',
  last_name: 'Mustermann',
  company: '',
  address_1: 'Musterstraße 1',
  address_2: '',
  city: 'Berlin',
  state: '',
  postcode: '10115',
  country: 'DE',
  email: 'erika@example.test',
  phone: '',
};

const SHIRT: CartLine = {
  name: 'T-Shirt',
  sku: 'TS-001',
  taxClass: '',
  price: 19_990_000,
  quantity: 1_000,
  off: 0,
};

/** A line like the shirt's, with changes. */
export const shirt = (changes: Partial<CartLine> = {}): CartLine => ({ ...SHIRT, ...changes });

/** An order of shirts, unless something else is said. */
export const odd = (
  id: number,
  cart: Partial<Cart> = {},
  {
    billing = {},
    ...head
  }: Partial<Omit<OrderHead, 'billing'>> & { readonly billing?: Partial<WooAddress> } = {},
): WooOrder =>
  orderOfCart(
    {
      decimals: 2,
      pricesIncludeTax: true,
      isForeign: false,
      roundAtSubtotal: false,
      taxes: { rates: { '': [VAT] }, shippingRates: [VAT] },
      lines: [SHIRT],
      shipping: [],
      fees: [],
      ...cart,
    },
    {
      id,
      number: `${id}`,
      status: 'processing',
      currency: 'EUR',
      customerId: 0,
      paymentMethod: 'bacs',
      createdAt: '2026-05-05T10:00:00',
      coupons: [],
      ...head,
      billing: { ...NOBODY, ...billing },
    },
  );
