import { groupOf, groupsOf, textOf, type Fields } from '../fields.js';
import { referred, settleReferences } from '../ledger/references.js';
import { linkedAmount, type Transaction, type TxnKind } from '../ledger/records.js';
import {
  invalidValue,
  notFound,
  refuseUnplayed,
  type Handler,
  type Outcome,
  type RequestContext,
} from '../requests/request.js';
import { writeTransaction } from '../requests/write-transaction.js';
import { writeFields } from '../xml/write-xml.js';
import { applyCredits, link } from './apply-credits.js';
import { centsOf } from './cents.js';
import { checkHeader, checkOpenPeriod, headerFields, withDefaults } from './document-header.js';
import { newTransaction, withRefNumber } from './write-documents.js';

/** The handler of ReceivePaymentAdd: a payment, applied as told, to the oldest, or not at all. */
export const addPayment: Handler = (context, request) => {
  const { body, payment } = opened(context, 'ReceivePayment', request.fields);
  const total = centsOf(textOf(body, 'TotalAmount') ?? '0.00');
  const parts = groupsOf(body, 'AppliedToTxnAdd');
  const withCredits = parts.some((part) => groupsOf(part, 'SetCredit').length > 0);
  if (total < 0 || (total === 0 && !withCredits)) {
    throw invalidValue('The amount of a payment must be more than nothing.');
  }
  context.ledger.put({ ...payment, total });
  for (const part of parts) applyPart(context, payment, part);
  if (['true', '1'].includes(textOf(body, 'IsAutoApply') ?? '')) applyToOldest(context, payment.id);
  if (total === 0 && !context.ledger.settings().keepsCreditPayments) {
    return settledByCredits(context, payment);
  }
  return answer(context, payment, request.fields);
};

/** What only set credits off leaves no payment behind in this file: the answer tells of none. */
function settledByCredits({ ledger }: RequestContext, payment: Transaction): Outcome {
  ledger.forget(payment.id);
  return {
    content: writeFields({
      ReceivePaymentRet: {
        CustomerRef: { ListID: payment.customerId ?? '' },
        TxnDate: payment.date,
        TotalAmount: '0.00',
      },
    }),
  };
}

/** The handler of ARRefundCreditCardAdd: credits of a customer paid back. */
export const addRefund: Handler = (context, request) => {
  const { body, payment } = opened(context, 'ARRefundCreditCard', request.fields);
  const parts = groupsOf(body, 'RefundAppliedToTxnAdd').map((part) => ({
    id: textOf(part, 'TxnID') ?? '',
    amount: centsOf(textOf(part, 'RefundAmount') ?? '0.00'),
  }));
  context.ledger.put({ ...payment, total: parts.reduce((sum, part) => sum + part.amount, 0) });
  for (const { id, amount } of parts) {
    const credit = ofCustomer(context, id, payment);
    if (credit.kind === 'Invoice' || amount <= 0)
      throw invalidValue('There is no credit to refund.');
    link(context, { from: payment.id, to: id, amount });
  }
  return answer(context, payment, request.fields);
};

/** The handler of CheckAdd, as far as it pays credits of a customer back. */
export const addCheck: Handler = (context, request) => {
  const { ledger } = context;
  const raw = groupOf(request.fields, 'CheckAdd') ?? {};
  if ('ExpenseLineAdd' in raw) refuseUnplayed('ExpenseLineAdd');
  const body = settleReferences(ledger, raw, { document: 'Check' });
  const bank = referred(ledger, body, 'AccountRef');
  if (textOf(bank?.fields ?? {}, 'AccountType') !== 'Bank') {
    throw invalidValue('A check is drawn on a bank account.');
  }
  const payee = groupOf(body, 'PayeeEntityRef');
  if (payee === undefined) throw notFound('PayeeEntityRef');
  const asked = {
    ...request.fields,
    CheckAdd: { ...raw, CustomerRef: groupOf(raw, 'PayeeEntityRef') ?? {} },
  };
  const { payment } = opened(context, 'Check', asked);
  const parts = groupsOf(body, 'ApplyCheckToTxnAdd').map((part) => ({
    id: textOf(part, 'TxnID') ?? '',
    amount: centsOf(textOf(part, 'Amount') ?? '0.00'),
  }));
  if (parts.length === 0) throw invalidValue('A check of nothing.');
  ledger.put({ ...payment, total: parts.reduce((sum, part) => sum + part.amount, 0) });
  for (const { id, amount } of parts) {
    const credit = ofCustomer(context, id, payment);
    if (credit.kind !== 'CreditMemo' || amount <= 0)
      throw invalidValue('A check is applied to a credit memo.');
    link(context, { from: payment.id, to: id, amount });
  }
  return answer(context, payment, request.fields);
};

function opened(
  context: RequestContext,
  kind: TxnKind,
  request: Fields,
): { body: Fields; payment: Transaction } {
  const { ledger, clock } = context;
  const raw = groupOf(request, `${kind}Add`) ?? {};
  checkHeader(ledger, kind, raw);
  const body = settleReferences(ledger, raw, { document: kind });
  const customer = referred(ledger, body, 'CustomerRef');
  if (customer === undefined) throw notFound('CustomerRef');
  const date = textOf(body, 'TxnDate') ?? clock.today();
  checkOpenPeriod(ledger, date);
  const fields = withDefaults(ledger, { kind, fields: headerFields(kind, body), date, customer });
  const payment = { ...newTransaction(context, kind), customerId: customer.id, date, fields };
  return { body, payment: withRefNumber(payment, textOf(body, 'RefNumber')) };
}

function applyPart(context: RequestContext, payment: Transaction, part: Fields): void {
  if ('DiscountAmount' in part) refuseUnplayed('DiscountAmount');
  const invoice = ofCustomer(context, textOf(part, 'TxnID') ?? '', payment);
  if (invoice.kind !== 'Invoice') throw invalidValue('Only an invoice can be paid.');
  const amount = centsOf(textOf(part, 'PaymentAmount') ?? '0.00');
  if (amount < 0) throw invalidValue('A payment cannot be negative.');
  if (amount > 0) link(context, { from: payment.id, to: invoice.id, amount });
  applyCredits(context, invoice, groupsOf(part, 'SetCredit'));
}

function applyToOldest(context: RequestContext, paymentId: string): void {
  const payment = context.ledger.transaction(paymentId);
  if (payment === undefined) return;
  let left = payment.total;
  const invoices = context.ledger
    .transactionsOf(payment.customerId ?? '')
    .filter((one) => one.kind === 'Invoice')
    .sort((one, other) => one.date.localeCompare(other.date) || one.number - other.number);
  for (const invoice of invoices) {
    const amount = Math.min(left, invoice.total - linkedAmount(invoice));
    if (amount <= 0) continue;
    link(context, { from: paymentId, to: invoice.id, amount });
    left -= amount;
  }
}

function ofCustomer({ ledger }: RequestContext, id: string, payment: Transaction): Transaction {
  const transaction = ledger.transaction(id);
  if (transaction === undefined) throw notFound(id);
  if (transaction.customerId === payment.customerId) return transaction;
  throw invalidValue('The transaction belongs to another customer.');
}

function answer(context: RequestContext, payment: Transaction, request: Fields): Outcome {
  const stored = context.ledger.transaction(payment.id) ?? payment;
  const parts = { lines: true, links: false };
  const content = writeTransaction(context, stored, { parts, request });
  return { content, id: stored.id, editSequence: String(stored.modified) };
}
