import { textOf } from '../fields.js';
import { linkedAmount, type Transaction } from '../ledger/records.js';
import { notFound, type Handler, type RequestContext } from '../requests/request.js';
import { StatusError } from '../status-error.js';
import { writeFields } from '../xml/write-xml.js';
import { unlink } from './apply-credits.js';
import { checkOpenPeriod } from './document-header.js';
import { isInvoiced } from './take-over.js';

/** The handler of TxnVoid: the transaction stays with its amounts at nothing. */
export const voidTransaction: Handler = (context, request) => {
  const type = textOf(request.fields, 'TxnVoidType') ?? '';
  const before = ofType(context, type, textOf(request.fields, 'TxnID') ?? '');
  const after = voided(context, before);
  const content = writeFields({
    TxnVoidType: type,
    TxnID: after.id,
    TimeCreated: context.clock.stamp(after.created),
    TimeModified: context.clock.stamp(after.modified),
    RefNumber: after.refNumber ?? '',
  });
  return { content, id: after.id, editSequence: String(after.modified) };
};

/** The handler of TxnDel. */
export const deleteTransaction: Handler = (context, request) => {
  const type = textOf(request.fields, 'TxnDelType') ?? '';
  const transaction = ofType(context, type, textOf(request.fields, 'TxnID') ?? '');
  erase(context, transaction);
  const content = writeFields({
    TxnDelType: type,
    TxnID: transaction.id,
    TimeDeleted: context.clock.stamp(context.clock.seconds()),
    RefNumber: transaction.refNumber ?? '',
  });
  return { content, id: transaction.id };
};

/** Voids: amounts and quantities become nothing, links go, the memo says so. */
export function voided(context: RequestContext, before: Transaction): Transaction {
  checkOpenPeriod(context.ledger, before.date);
  const memo = textOf(before.fields, 'Memo') ?? '';
  const after: Transaction = {
    ...unlink(context, before),
    voided: true,
    lines: before.lines.map((line) => ({
      ...line,
      quantity: line.quantity === undefined ? undefined : '0',
      amount: line.amount === undefined ? undefined : 0,
    })),
    subtotal: 0,
    tax: 0,
    total: 0,
    fields: { ...before.fields, Memo: before.voided ? memo : `VOID: ${memo}`.trim() },
    modified: context.clock.seconds(),
  };
  context.ledger.put(after);
  return after;
}

/** Deletes; a document that something was applied to stays (3160). */
export function erase(context: RequestContext, transaction: Transaction): void {
  checkOpenPeriod(context.ledger, transaction.date);
  const paid = !['ReceivePayment', 'ARRefundCreditCard', 'Check'].includes(transaction.kind);
  if ((paid && linkedAmount(transaction) > 0) || isInvoiced(transaction)) {
    throw new StatusError(
      3160,
      `Cannot delete the object specified by the id = "${transaction.id}": other transactions are linked to it.`,
    );
  }
  context.ledger.remove(unlink(context, transaction), context.clock.seconds());
}

function ofType({ ledger }: RequestContext, type: string, id: string): Transaction {
  const transaction = ledger.transaction(id);
  if (transaction?.kind !== type) throw notFound(id);
  return transaction;
}
