import { itemKey } from '@ml-connector/contracts';
import { isoTime } from '@ml-connector/kernel';
import { postingId, type WishFields } from '@ml-connector/postings';
import type { BooksContext } from './books-context.js';
import { type AccountPurpose, chooseAccount } from './choose-account.js';
import type { TaxWay } from './choose-tax.js';
import type { ItemFact } from './company-facts.js';
import { holdReason } from './hold-reasons.js';
import type { PlannedDocument } from './planned-document.js';
import type { Readable } from './sale-line.js';

/** The items that the product makes once for itself, and the account that each needs. */
export const OWN_ITEMS = {
  shipping: { name: 'Web Shipping', account: 'shipping' },
  fee: { name: 'Web Fee', account: 'fees' },
  discount: { name: 'Web Discount', account: 'discounts' },
  rounding: { name: 'Web Rounding', account: 'rounding' },
  tax: { name: 'Web Sales Tax', account: 'tax' },
  noTax: { name: 'Web No Tax', account: 'tax' },
} as const satisfies Record<string, { readonly name: string; readonly account: AccountPurpose }>;

export type OwnItem = keyof typeof OWN_ITEMS;

export const OWN_ITEM_NAMES: readonly string[] = Object.values(OWN_ITEMS).map(({ name }) => name);

/** The item as a posting of its own: adopted where the company file has it, else made with an account that exists. */
export const planOwnItem = (
  own: OwnItem,
  books: BooksContext,
  tax: TaxWay,
): Readable<PlannedDocument> => {
  const { name } = OWN_ITEMS[own];
  const isTax = own === 'noTax' || (own === 'tax' && tax.mode === 'line');
  const types = isTax ? ['ItemSalesTax'] : ['ItemOtherCharge', 'ItemService'];
  const object = isTax ? 'ItemSalesTax' : 'ItemOtherCharge';
  const standing = books.company
    .items(name)
    .filter((item) => item.fullName.toLowerCase() === name.toLowerCase());
  const fitting = standing.find(({ isActive, type }) => isActive && types.includes(type));
  if (fitting)
    return { value: planItem(books, { name, object, fields: { Name: name }, adopt: fitting }) };
  if (standing.length > 0) return { hold: holdReason('ITEM_NAME_TAKEN', `It is ${name}.`) };
  const fields = isTax ? salesTaxFields(name, tax) : otherChargeFields(own, books, tax);
  return fields.hold
    ? fields
    : { value: planItem(books, { name, object, fields: fields.value, adopt: null }) };
};

const salesTaxFields = (name: string, tax: TaxWay): Readable<WishFields> => ({
  value: {
    Name: name,
    ItemDesc: name,
    TaxRate: '0',
    ...(tax.agency ? { TaxVendorRef: { ListID: tax.agency.listId } } : {}),
  },
});

const otherChargeFields = (
  own: OwnItem,
  books: BooksContext,
  tax: TaxWay,
): Readable<WishFields> => {
  const { name, account } = OWN_ITEMS[own];
  const chosen = chooseAccount(account, books);
  if (chosen.hold) return chosen;
  return {
    value: {
      Name: name,
      ...(tax.nonTaxable ? { SalesTaxCodeRef: tax.nonTaxable } : {}),
      SalesOrPurchase: { Desc: name, AccountRef: { ListID: chosen.value.listId } },
    },
  };
};

interface ItemPlan {
  readonly name: string;
  readonly object: string;
  readonly fields: WishFields;
  readonly adopt: ItemFact | null;
  /** Number of the source in the shop: the SKU of a product; the name of an own item. */
  readonly sourceId?: string;
}

/** An item is one posting per name: whoever needs it plans the same one. */
export const planItem = (
  { connectionId, now }: Pick<BooksContext, 'connectionId' | 'now'>,
  { name, object, fields, adopt, sourceId = name }: ItemPlan,
): PlannedDocument => ({
  postingId: postingId(connectionId, 'item', sourceId),
  kind: 'item',
  source: { type: 'item', id: sourceId, number: name },
  orderId: null,
  key: itemKey(connectionId, sourceId),
  object,
  fields,
  refNumber: null,
  total: null,
  currency: null,
  dependsOn: [],
  hold: null,
  adopt: adopt && adoptedItem(adopt, now),
  basis: sourceId,
});

/** An item of the books as a document that stands already. */
export const adoptedItem = (
  { type, listId, editSequence }: ItemFact,
  now: number,
): NonNullable<PlannedDocument['adopt']> => ({
  type,
  txnId: null,
  listId,
  refNumber: null,
  total: null,
  editSequence,
  postedAt: isoTime(now),
});
