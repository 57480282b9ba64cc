import type { WooAddress } from './woo-order.js';

/** A product that generated orders sell. Names are as WooCommerce tells them: `&` escaped, tags kept. */
export interface Product {
  readonly id: number;
  readonly variationId: number;
  readonly name: string;
  readonly sku: string;
  readonly taxClass: string;
  /** In hundredths of the main unit, as entered in the shop. */
  readonly price: number;
}

const product = (
  id: number,
  name: string,
  sku: string,
  price: number,
  more: Partial<Product> = {},
): Product => ({ id, variationId: 0, name, sku, taxClass: '', price, ...more });

export const PRODUCTS: readonly [Product, ...Product[]] = [
  product(11, 'T-Shirt', 'TS-001', 1999),
  product(12, 'Mug without SKU', '', 1250),
  product(13, 'Gift card (virtual)', 'GIFT-1', 2500),
  product(14, 'Käse &amp; Brot "Größe XL"', 'KB-XL', 777, { taxClass: 'reduced-rate' }),
  product(
    15,
    'A product whose name is much longer than anything that fits into a field of thirty-one characters',
    'LONG-1',
    4999,
  ),
  product(16, 'Penny item', 'PENNY', 1),
  product(18, 'Hoodie - M, Blue', 'HD-M-B', 4195, { variationId: 20 }),
  product(18, 'Hoodie - L, Red', 'HD-L-R', 4395, { variationId: 21 }),
  product(23, 'Coffee beans 250 g', 'COF-250', 849, { taxClass: 'reduced-rate' }),
  product(24, 'Lamp', 'LAMP', 12900),
  product(25, 'Book', 'BOOK-9', 1399, { taxClass: 'reduced-rate' }),
  product(26, 'Socken <b>3er</b>', 'SOCK-3', 995),
];

export interface Person {
  readonly first: string;
  readonly last: string;
  readonly company: string;
}

const person = (first: string, last: string, company = ''): Person => ({ first, last, company });

export const PEOPLE: readonly [Person, ...Person[]] = [
  person('Erika', 'Mustermann'),
  person('Max', 'Mustermann'),
  person('Ümit', 'Öz', 'Öz &amp; Co'),
  person('Zoë', 'Łukaszewicz'),
  person('Anna-Maria Theresia Josepha', 'von Hohenberg-Wittelsbach zu Sachsen-Coburg'),
  person('Seán', "O'Connor"),
  person('李', '小龍'),
  person('Max', 'Mustermann', 'Muster GmbH'),
];

const CITIES = {
  DE: ['Berlin', '10115'],
  AT: ['Wien', '1010'],
  US: ['New York', '10001'],
  CA: ['Montréal', 'H2X 1Y4'],
} as const;

/** The address of somebody; `number` makes the e-mail unique. */
export const addressOf = (
  someone: Person,
  number: number,
  { country, state }: { readonly country: string; readonly state: string },
): WooAddress => {
  const known = country === 'AT' || country === 'US' || country === 'CA' ? country : 'DE';
  const [city, postcode] = CITIES[known];
  return {
    first_name: someone.first,
    last_name: someone.last,
    company: someone.company,
    address_1: `Musterstraße ${number}`,
    address_2: '',
    city,
    state,
    postcode,
    country,
    email: `shopper${number}@example.test`,
    phone: '+49 30 123456',
  };
};
