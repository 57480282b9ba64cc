import { markerOf, type WishFields } from '@ml-connector/postings';
import { toFittingText, toQuickBooksText } from '@ml-connector/qbxml';
import type { Order } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import { entryOf } from './entry-of.js';
import { reference } from './find-item.js';
import { addressFields, withoutEmpty } from './shopper-profile.js';

interface Head {
  readonly postingId: string;
  readonly customerPostingId: string;
  readonly refNumber: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** What QuickBooks computes, see {@link DocumentLines}. */
  readonly tax: WishFields;
  /** What it is, in a few words, for the memo. */
  readonly what: string;
}

/** The fields that a sale and a credit memo share. */
export const headFields = (order: Order, head: Head): WishFields =>
  withoutEmpty({
    CustomerRef: { ListID: reference(head.customerPostingId) },
    TxnDate: head.date,
    RefNumber: head.refNumber,
    BillAddress: addressFields(order.billing),
    ShipAddress: addressFields(order.shipping),
    ...head.tax,
    Memo: memoOf(head.what, head.postingId),
  });

/** A short text and the marker by which the document is found again. */
export const memoOf = (what: string, postingId: string): string =>
  `${toFittingText(what, LONGEST_WHAT)} ${markerOf(postingId)}`.trimStart();

const LONGEST_WHAT = 3_000;

/** The payment method by rule, else by the shop's own name for it; none where the company file has no such method. */
export const paymentMethodFields = (order: Order, { rules, company }: BooksContext): WishFields => {
  const wanted = new Set(
    [entryOf(rules.paymentMethods, order.paymentMethod), order.paymentMethodTitle]
      .filter((name) => name !== undefined)
      .map((name) => toQuickBooksText(name, 31).toLowerCase()),
  );
  const method = company.paymentMethods.find(({ name }) => wanted.has(name.toLowerCase()));
  return method ? { PaymentMethodRef: { ListID: method.listId } } : {};
};

/** What of an order makes its sale: a change of anything else leaves the document as it is. */
export const saleBasis = (order: Order): unknown => ({
  number: order.number,
  createdAt: order.createdAt,
  currency: order.currency,
  total: order.total,
  totalTax: order.totalTax,
  customerId: order.customerId,
  billing: order.billing,
  shipping: order.shipping,
  items: order.lineItems.map(({ name, sku, quantity, subtotal, total }) => ({
    name,
    sku,
    quantity,
    subtotal,
    total,
  })),
  taxes: order.taxLines.map(({ rateId, label, taxTotal, shippingTaxTotal }) => ({
    rateId,
    label,
    taxTotal,
    shippingTaxTotal,
  })),
  shippingLines: order.shippingLines.map(({ methodTitle, total }) => ({ methodTitle, total })),
  fees: order.feeLines.map(({ name, total }) => ({ name, total })),
});
