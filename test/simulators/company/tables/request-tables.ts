import { CREDIT_MEMO_REQUESTS } from './credit-memo-requests.js';
import { DATA_EXT_REQUESTS } from './data-ext-requests.js';
import { DELETION_REQUESTS } from './deletion-requests.js';
import { INVOICE_REQUESTS } from './invoice-requests.js';
import { ITEM_REQUESTS } from './item-requests.js';
import { NAME_REQUESTS } from './name-requests.js';
import { readRules, type Rule } from './notation.js';
import { PAYMENT_REQUESTS } from './payment-requests.js';
import { QUERY_REQUESTS } from './query-rules.js';
import { SALES_ORDER_REQUESTS } from './sales-order-requests.js';
import { SALES_RECEIPT_REQUESTS } from './sales-receipt-requests.js';

/** The element table of every request that this company file understands, by request name. */
export const REQUEST_TABLES: ReadonlyMap<string, readonly Rule[]> = new Map(
  Object.entries({
    ...QUERY_REQUESTS,
    ...NAME_REQUESTS,
    ...ITEM_REQUESTS,
    ...INVOICE_REQUESTS,
    ...SALES_RECEIPT_REQUESTS,
    ...SALES_ORDER_REQUESTS,
    ...CREDIT_MEMO_REQUESTS,
    ...PAYMENT_REQUESTS,
    ...DELETION_REQUESTS,
    ...DATA_EXT_REQUESTS,
  }).map(([name, notation]) => [name, readRules(notation)]),
);
