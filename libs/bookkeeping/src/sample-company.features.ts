import { rulesSchema, type RulesInput } from '@ml-connector/connections';
import type { BooksContext } from './books-context.js';
import type {
  AccountFact,
  CompanyFacts,
  CustomerFact,
  EntityFact,
  ItemFact,
  ListFact,
  NamedList,
} from './company-facts.js';

const ACCOUNTS: readonly (readonly [string, string])[] = [
  ['Checking', 'Bank'],
  ['Accounts Receivable', 'AccountsReceivable'],
  ['Undeposited Funds', 'OtherCurrentAsset'],
  ['Sales Tax Payable', 'OtherCurrentLiability'],
  ['Sales', 'Income'],
  ['Services', 'Income'],
  ['Shipping and Delivery Income', 'Income'],
  ['Sales Discounts', 'Income'],
  ['Other Income', 'OtherIncome'],
  ['Cost of Goods Sold', 'CostOfGoodsSold'],
  ['Merchant Account Fees', 'Expense'],
  ['Cash Over and Short', 'Expense'],
];

export const account = (fullName: string, type: string): AccountFact => ({
  listId: idOf('ACC', fullName),
  fullName,
  name: fullName.split(':').at(-1) ?? fullName,
  type,
});

export const item = (fullName: string, type = 'ItemNonInventory'): ItemFact => ({
  listId: idOf('ITM', fullName),
  fullName,
  name: fullName.split(':').at(-1) ?? fullName,
  type,
  editSequence: '1',
  isActive: true,
  taxRates: null,
});

/** A sales tax item, or with several rates a group. */
export const taxItem = (fullName: string, ...rates: readonly string[]): ItemFact => ({
  ...item(fullName, rates.length === 1 ? 'ItemSalesTax' : 'ItemSalesTaxGroup'),
  taxRates: rates,
});

export const customer = (name: string, fields: Partial<CustomerFact> = {}): CustomerFact => ({
  listId: idOf('CUS', name),
  fullName: name,
  name,
  email: null,
  postcode: null,
  editSequence: '1',
  isActive: true,
  ...fields,
});

/** An object of a list that documents refer to by name. */
export const named = (name: string, type: string | null = null): ListFact => ({
  listId: idOf('NAM', `${name} ${type ?? ''}`),
  name,
  type,
});

const idOf = (kind: string, name: string): string =>
  `${kind}-${name.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 30)}`;

export interface SampleCompany {
  readonly items?: readonly ItemFact[];
  readonly customers?: readonly CustomerFact[];
  /** Names of vendors. */
  readonly vendors?: readonly string[];
  readonly accounts?: readonly AccountFact[];
  /** By list, what a document can refer to by name. */
  readonly names?: Partial<Record<NamedList, readonly ListFact[]>>;
  readonly facts?: Partial<CompanyFacts>;
}

/** The lists of a US company file, as small as a decision needs them. */
export const sampleCompany = ({
  items = [],
  customers = [],
  vendors = [],
  accounts = ACCOUNTS.map(([name, type]) => account(name, type)),
  names = {},
  facts = {},
}: SampleCompany = {}): CompanyFacts => {
  const same = (name: string) => (one: { name: string; fullName?: string }) =>
    [one.name, one.fullName].some((called) => called?.toLowerCase() === name.toLowerCase());
  const entities: readonly (EntityFact & { readonly name: string })[] = [
    ...customers.map(({ listId, name }) => ({ listId, name, list: 'Customer' })),
    ...vendors.map((name) => ({ listId: idOf('VEN', name), name, list: 'Vendor' })),
  ];
  return {
    isRead: true,
    revision: 1,
    readUpTo: 0,
    salesTax: { nonTaxable: { ListID: 'TAX-Non' }, taxable: { ListID: 'TAX-Tax' } },
    closingDate: null,
    accounts,
    taxAgencies: [{ listId: 'VEN-State-Board', name: 'State Board of Equalization' }],
    paymentMethods: [{ listId: 'PAY-Cash', name: 'Cash on delivery' }],
    items: (name) => items.filter(same(name)),
    named: (list) => names[list] ?? [],
    entity: (name) => entities.find(same(name)) ?? null,
    customersByEmail: (email) => customers.filter((one) => one.email === email),
    customersByName: (name) => customers.filter(same(name)),
    ...facts,
  };
};

/** Books in euros with the sample company. */
export const sampleBooks = (
  rules: Partial<RulesInput> = {},
  company: SampleCompany = {},
): BooksContext => ({
  connectionId: 'c-1',
  rules: rulesSchema.parse({ goLive: '2020-01-01T00:00:00.000Z', ...rules }),
  rulesVersion: 1,
  company: sampleCompany(company),
  shop: { currency: 'EUR', timeZone: 'Europe/Berlin' },
  now: Date.parse('2026-01-01T00:00:00.000Z'),
});
