import { orderKey, type PostingKind, type Reason } from '@ml-connector/contracts';
import type { Rules } from '@ml-connector/connections';
import { postingId, type WishFields } from '@ml-connector/postings';
import type { Order } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import { headFields, paymentMethodFields, saleBasis } from './document-head.js';
import { documentLines } from './document-lines.js';
import { headTexts, withClass } from './head-texts.js';
import { holdReason } from './hold-reasons.js';
import { openDay } from './open-day.js';
import { currencyRule, homeCurrencyOf, rateFields, receivableFields } from './order-currency.js';
import { orderDay } from './order-days.js';
import { orderText } from './order-text.js';
import { paymentAccount } from './payment-account.js';
import type { PlannedDocument } from './planned-document.js';
import { amountOrNull } from './read-amount.js';
import { readSale } from './read-sale.js';
import { saleNumberOf } from './ref-number.js';
import type { Readable } from './sale-line.js';

const OBJECTS = {
  invoice: { object: 'Invoice', lines: 'InvoiceLineAdd' },
  'sales-receipt': { object: 'SalesReceipt', lines: 'SalesReceiptLineAdd' },
  'sales-order': { object: 'SalesOrder', lines: 'SalesOrderLineAdd' },
} as const satisfies Record<Rules['document'], { readonly object: string; readonly lines: string }>;

/** A document and what must stand before it. */
export interface PlannedWithItems {
  readonly document: PlannedDocument;
  readonly items: readonly PlannedDocument[];
}

/**
 * The order's invoice, sales receipt or sales order; held with a reason where it cannot be made.
 * @param id of its posting. Default: that of the order's sale.
 */
export const planSale = (
  order: Order,
  customer: PlannedDocument,
  books: BooksContext,
  id = postingId(books.connectionId, books.rules.document, String(order.id)),
): PlannedWithItems => {
  const { object } = OBJECTS[books.rules.document];
  const kind: PostingKind = books.rules.document;
  const number = saleNumberOf(order, books.rules);
  const blank: PlannedDocument = {
    postingId: id,
    kind,
    source: { type: 'order', id: String(order.id), number: order.number },
    orderId: order.id,
    key: orderKey(books.connectionId, order.id),
    object,
    fields: {},
    refNumber: number.value ?? null,
    total: amountOrNull(order.total),
    currency: order.currency,
    dependsOn: [],
    hold: null,
    adopt: null,
    basis: saleBasis(order),
  };
  const made = number.hold ? number : saleFields(order, { blank, customer }, books);
  if (made.hold) return { document: { ...blank, hold: made.hold }, items: [] };
  const { items, ...content } = made.value;
  const dependsOn = [customer, ...items].map((planned) => planned.postingId);
  return { document: { ...blank, ...content, dependsOn }, items };
};

const saleFields = (
  order: Order,
  { blank, customer }: { readonly blank: PlannedDocument; readonly customer: PlannedDocument },
  books: BooksContext,
): Readable<
  Pick<PlannedDocument, 'fields' | 'total' | 'computedTax'> & Pick<PlannedWithItems, 'items'>
> => {
  const obstacle = obstacleOf(order.currency, books);
  if (obstacle) return { hold: obstacle };
  const sale = readSale(order, books.rules);
  if (sale.hold) return sale;
  const lines = documentLines(sale.value, books);
  if (lines.hold) return lines;
  const accounts = saleAccounts(order, books);
  if (accounts.hold) return accounts;
  const day = openDay(orderDay(order, books.rules.dates.sale, books), books);
  if (day.hold) return day;
  const { rules } = books;
  const texts = headTexts(order, OBJECTS[rules.document].object, books);
  if (texts.hold) return texts;
  if (customer.hold) return { hold: customer.hold };
  const fields = headFields(order, {
    postingId: blank.postingId,
    customerPostingId: customer.postingId,
    refNumber: blank.refNumber ?? '',
    date: day.value,
    tax: lines.value.tax,
    what: orderText(rules.fields.memo, order, { maxLength: LONGEST_MEMO }),
  });
  const receipt = rules.document === 'sales-receipt' ? paymentMethodFields(order, books) : {};
  return {
    value: {
      fields: {
        ...fields,
        ...texts.value,
        ...accounts.value,
        ...receipt,
        [OBJECTS[rules.document].lines]: lines.value.lines.map((line) =>
          withClass(line, texts.value),
        ),
      },
      items: lines.value.items,
      total: sale.value.total,
      computedTax: lines.value.computedTax,
    },
  };
};

const LONGEST_MEMO = 3_000;

/** Why the books can hold no document in this currency at all; `null` where they can. */
export const obstacleOf = (currency: string, books: BooksContext): Reason | null => {
  const home = homeCurrencyOf(books);
  if (home === null) return holdReason('CURRENCY_UNKNOWN', `The order is in ${currency}.`);
  const isForeign = currency !== home;
  if (isForeign && !currencyRule(currency, books)) {
    const detail = `The order is in ${currency}, the books are in ${home}.`;
    return holdReason('CURRENCY_NOT_HOME', detail);
  }
  if (!books.company.isRead) return holdReason('COMPANY_NOT_READ', '');
  return isForeign && books.company.isMultiCurrency !== true
    ? holdReason('CURRENCY_NOT_KEPT', `The order is in ${currency}, the books are in ${home}.`)
    : null;
};

/** Accounts of the document itself, only where the rules name them: QuickBooks has its own defaults. */
const saleAccounts = (order: Order, books: BooksContext): Readable<WishFields> => {
  const { document } = books.rules;
  const rate = rateFields(order.currency, books);
  if (document === 'sales-order') return { value: rate };
  if (document === 'sales-receipt') {
    const deposit = paymentAccount(order, books);
    if (deposit.hold) return deposit;
    const to = deposit.value === null ? {} : { DepositToAccountRef: { ListID: deposit.value } };
    return { value: { ...to, ...rate } };
  }
  return receivableFields(order.currency, books);
};
