import { COMPANY_REQUESTS } from './company.js';
import { type Particle, type Sequence, sequenceOf } from './content-model.js';
import { CREDIT_MEMO_REQUESTS } from './credit-memos.js';
import { DATA_EXTENSION_REQUESTS } from './data-extensions.js';
import { RET_ELEMENTS } from './fragments.js';
import { INVOICE_REQUESTS } from './invoices.js';
import { ITEM_REQUESTS } from './items.js';
import { NAME_REQUESTS } from './names.js';
import { parseNotation } from './parse-notation.js';
import { PAYMENT_REQUESTS } from './payments.js';
import { SALES_ORDER_REQUESTS } from './sales-orders.js';
import { SALES_RECEIPT_REQUESTS } from './sales-receipts.js';
import { SMALL_LIST_REQUESTS } from './small-lists.js';
import { TRANSACTION_REQUESTS } from './transactions.js';

const NOTATIONS = {
  ...COMPANY_REQUESTS,
  ...NAME_REQUESTS,
  ...ITEM_REQUESTS,
  ...SMALL_LIST_REQUESTS,
  ...INVOICE_REQUESTS,
  ...SALES_RECEIPT_REQUESTS,
  ...SALES_ORDER_REQUESTS,
  ...CREDIT_MEMO_REQUESTS,
  ...PAYMENT_REQUESTS,
  ...TRANSACTION_REQUESTS,
  ...DATA_EXTENSION_REQUESTS,
} as const;

/** Every request that the product can write. */
export type RequestType = keyof typeof NOTATIONS;

/** What may stand in one request. */
export interface RequestTable {
  /** The lowest qbXML version that knows the request, as `toVersionNumber` counts. */
  readonly since: number;
  readonly takesIterator: boolean;
  readonly takesMetaData: boolean;
  readonly takesRetElements: boolean;
  /** The element around the fields (`InvoiceAdd` inside `InvoiceAddRq`), which only Add and Mod requests have. */
  readonly wrapper: string | undefined;
  /** What the fields hold. */
  readonly fields: Sequence;
  /** What may follow the wrapper: only `IncludeRetElement`. */
  readonly tail: Sequence;
}

const tableOf = (type: string, notation: string): RequestTable => {
  const { flags, since, particles } = parseNotation(notation);
  const wrapped = /(?:Add|Mod)$/.test(type);
  const tail: readonly Particle[] =
    wrapped && !flags.has('noRetElements') ? parseNotation(RET_ELEMENTS).particles : [];
  const fields = sequenceOf(particles);
  return {
    since,
    takesIterator: flags.has('iterator'),
    takesMetaData: flags.has('metaData'),
    takesRetElements: tail.length > 0 || fields.elements.has('IncludeRetElement'),
    wrapper: wrapped ? type : undefined,
    fields,
    tail: sequenceOf(tail),
  };
};

const TABLES: ReadonlyMap<string, RequestTable> = new Map(
  Object.entries(NOTATIONS).map(([type, notation]) => [type, tableOf(type, notation)]),
);

export const isRequestType = (type: string): type is RequestType => TABLES.has(type);

/** All request types, in the order of the tables. */
export const REQUEST_TYPES: readonly RequestType[] = [...TABLES.keys()].filter(isRequestType);

/** @returns nothing if there is no such request. */
export const requestTable = (type: string): RequestTable | undefined => TABLES.get(type);
