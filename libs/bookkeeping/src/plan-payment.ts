import { type Cents, formatCents, subtract, ZERO } from '@ml-connector/kernel';
import { postingId } from '@ml-connector/postings';
import { toQuickBooksText } from '@ml-connector/qbxml';
import type { Order } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import { memoOf, paymentMethodFields } from './document-head.js';
import { reference } from './find-item.js';
import { receivableFields } from './order-currency.js';
import { orderDay } from './order-days.js';
import { paymentAccount } from './payment-account.js';
import type { PlannedDocument } from './planned-document.js';
import { withoutEmpty } from './shopper-profile.js';

const LONGEST_PAYMENT_NUMBER = 20;

/**
 * The payment that settles an invoice, dated by rule: when the shop says that it was paid.
 * @param credited what was set off against the invoice before: so much less was paid.
 */
export const planPayment = (
  order: Order,
  {
    invoice,
    customer,
    credited = ZERO,
  }: {
    readonly invoice: PlannedDocument;
    readonly customer: PlannedDocument;
    readonly credited?: Cents;
  },
  books: BooksContext,
): PlannedDocument => {
  const { connectionId, rules } = books;
  const id = postingId(connectionId, 'payment', String(order.id));
  const deposit = paymentAccount(order, books);
  const receivable = receivableFields(order.currency, books);
  const hold = invoice.total === null ? null : (receivable.hold ?? deposit.hold ?? null);
  const total = invoice.total === null ? null : subtract(invoice.total, credited);
  const amount = formatCents(total ?? ZERO);
  const fields = withoutEmpty({
    CustomerRef: { ListID: reference(customer.postingId) },
    ...receivable.value,
    TxnDate: orderDay(order, rules.dates.payment, books),
    RefNumber: toQuickBooksText(`${rules.numberPrefix}${order.number}`, 200)
      .slice(-LONGEST_PAYMENT_NUMBER)
      .trim(),
    TotalAmount: amount,
    ...paymentMethodFields(order, books),
    Memo: memoOf(`Payment of order ${order.number}`, id),
    ...(deposit.value ? { DepositToAccountRef: { ListID: deposit.value } } : {}),
    AppliedToTxnAdd: {
      TxnID: { $posting: invoice.postingId, $take: 'TxnID' },
      PaymentAmount: amount,
    },
  });
  return {
    postingId: id,
    kind: 'payment',
    source: { type: 'order', id: String(order.id), number: order.number },
    orderId: order.id,
    key: invoice.key,
    object: 'ReceivePayment',
    fields: hold ? {} : fields,
    refNumber: null,
    total,
    currency: order.currency,
    dependsOn: [customer.postingId, invoice.postingId],
    hold,
    adopt: null,
    basis: [
      order.number,
      order.total,
      order.paidAt,
      order.paymentMethod,
      ...(credited === 0 ? [] : [credited]),
    ],
  };
};
