import { textOf, type Fields } from '../fields.js';
import { linkedAmount, type Transaction } from '../ledger/records.js';
import { invalidValue, notFound, type RequestContext } from '../requests/request.js';
import { amountOf, centsOf } from './cents.js';

/**
 * Sets cents of one transaction off against another; both change, and with them their
 * EditSequence.
 * @throws StatusError 3210 when either has less left than that.
 */
export function link(
  { ledger, clock }: RequestContext,
  { from, to, amount }: { from: string; to: string; amount: number },
): void {
  for (const [id, other] of [
    [from, to],
    [to, from],
  ] as const) {
    const transaction = ledger.transaction(id);
    if (transaction === undefined) throw notFound(id);
    const left = transaction.total - linkedAmount(transaction);
    if (amount > left) {
      throw invalidValue(
        `You cannot pay more than the amount due: ${amountOf(left)} of ${amountOf(amount)}.`,
      );
    }
    ledger.put({
      ...transaction,
      links: [...transaction.links, { txnId: other, amount }],
      modified: clock.seconds(),
    });
  }
}

/** Takes every link of a transaction away, on both sides. */
export function unlink({ ledger, clock }: RequestContext, transaction: Transaction): Transaction {
  for (const { txnId } of transaction.links) {
    const other = ledger.transaction(txnId);
    if (other === undefined) continue;
    const links = other.links.filter((one) => one.txnId !== transaction.id);
    ledger.put({ ...other, links, modified: clock.seconds() });
  }
  return { ...transaction, links: [] };
}

/** Carries out the SetCredit groups of a request: credit memos and unused payments pay it. */
export function applyCredits(
  context: RequestContext,
  document: Transaction,
  credits: readonly Fields[],
): Transaction {
  for (const credit of credits) {
    const id = textOf(credit, 'CreditTxnID') ?? '';
    const source = context.ledger.transaction(id);
    if (source === undefined) throw notFound(id);
    if (source.kind !== 'CreditMemo' && source.kind !== 'ReceivePayment') {
      throw invalidValue('Only a credit memo or a payment can be set as credit.');
    }
    if (source.customerId !== document.customerId) {
      throw invalidValue('The credit belongs to another customer.');
    }
    link(context, {
      from: id,
      to: document.id,
      amount: centsOf(textOf(credit, 'AppliedAmount') ?? '0.00'),
    });
  }
  return context.ledger.transaction(document.id) ?? document;
}
