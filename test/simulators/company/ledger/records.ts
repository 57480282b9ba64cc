import type { Fields } from '../fields.js';

export const NAME_KINDS = ['Customer', 'Vendor', 'Employee', 'OtherName'] as const;
export const ITEM_KINDS = [
  'ItemService',
  'ItemNonInventory',
  'ItemInventory',
  'ItemOtherCharge',
  'ItemDiscount',
  'ItemSalesTax',
  'ItemSalesTaxGroup',
  'ItemSubtotal',
] as const;
const SMALL_KINDS = [
  'Account',
  'SalesTaxCode',
  'PaymentMethod',
  'Class',
  'StandardTerms',
  'SalesRep',
  'ShipMethod',
  'Template',
  'Currency',
] as const;
export const TXN_KINDS = [
  'Invoice',
  'SalesReceipt',
  'SalesOrder',
  'CreditMemo',
  'ReceivePayment',
  'ARRefundCreditCard',
  'Check',
] as const;

export type ItemKind = (typeof ITEM_KINDS)[number];
export type ListKind = (typeof NAME_KINDS)[number] | ItemKind | (typeof SMALL_KINDS)[number];
export type TxnKind = (typeof TXN_KINDS)[number];
export const LIST_KINDS: readonly ListKind[] = [...NAME_KINDS, ...ITEM_KINDS, ...SMALL_KINDS];

/** A private or public data extension that stands on an object. */
export interface DataExt {
  readonly ownerId: string;
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

interface Stamped {
  readonly id: string;
  /** Seconds since 1970; `modified` is also the EditSequence. */
  readonly created: number;
  readonly modified: number;
  readonly dataExts: readonly DataExt[];
}

/** A list object. `fields` are named as in the answers; a reference holds its ListID only. */
export interface ListObject extends Stamped {
  readonly family: 'list';
  readonly kind: ListKind;
  readonly name: string;
  readonly fullName: string;
  readonly active: boolean;
  readonly fields: Fields;
}

/** A line. Money in cents; absent on a line of text only. */
export interface Line {
  readonly id: string;
  readonly itemId: string | undefined;
  readonly desc: string | undefined;
  readonly quantity: string | undefined;
  readonly rate: string | undefined;
  readonly ratePercent: string | undefined;
  readonly amount: number | undefined;
  readonly taxCodeId: string | undefined;
  readonly fields: Fields;
}

/**
 * Cents of this transaction that settle cents of another one; it stands on both. By quantity: an invoice that took a
 * sales order over, which settles nothing.
 */
export interface Link {
  readonly txnId: string;
  readonly amount: number;
  readonly isQuantity?: boolean;
}

/** A transaction; money in cents. */
export interface Transaction extends Stamped {
  readonly family: 'transaction';
  readonly kind: TxnKind;
  readonly number: number;
  readonly customerId: string | undefined;
  readonly date: string;
  readonly refNumber: string | undefined;
  readonly voided: boolean;
  readonly fields: Fields;
  readonly lines: readonly Line[];
  readonly taxPercent: string;
  readonly subtotal: number;
  readonly tax: number;
  readonly total: number;
  readonly links: readonly Link[];
}

export type CompanyRecord = ListObject | Transaction;

/** What remains of a deleted object. */
export interface Deletion {
  readonly id: string;
  readonly kind: ListKind | TxnKind;
  readonly label: string;
  readonly created: number;
  readonly deleted: number;
}

export function isItemKind(kind: string): kind is ItemKind {
  return ITEM_KINDS.some((one) => one === kind);
}

/** The part of the file in which a full name may stand only once. */
export function namespaceOf(kind: ListKind): string {
  if (isItemKind(kind)) return 'item';
  return NAME_KINDS.some((one) => one === kind) ? 'name' : kind;
}

/** Whether a link only says that an invoice took a sales order over. */
export function isQuantityLink({ isQuantity }: Link): boolean {
  return isQuantity === true;
}

/** The cents of a transaction that its links have used. */
export function linkedAmount(transaction: Transaction): number {
  return transaction.links
    .filter((link) => !isQuantityLink(link))
    .reduce((sum, link) => sum + link.amount, 0);
}
