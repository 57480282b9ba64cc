import { groupOf, present, textOf, type Fields } from '../fields.js';
import { isQuantityLink, linkedAmount, type Line, type Transaction } from '../ledger/records.js';
import { amountOf } from '../transactions/cents.js';
import { LINE_ANSWER, TXN_ANSWERS } from './answer-orders.js';
import type { RequestContext } from './request.js';
import { addressBlock, dataExtRets, writeAnswer } from './write-answer.js';

/** Which of the optional parts an answer holds. */
export interface TransactionParts {
  readonly lines: boolean;
  readonly links: boolean;
}

/** Writes a transaction as its answer element, e.g. `InvoiceRet`. */
export function writeTransaction(
  context: RequestContext,
  transaction: Transaction,
  { parts, request = {} }: { parts: TransactionParts; request?: Fields },
): string {
  const { ledger, clock } = context;
  const { kind, fields } = transaction;
  const content = present({
    ...fields,
    TxnID: transaction.id,
    TimeCreated: clock.stamp(transaction.created),
    TimeModified: clock.stamp(transaction.modified),
    EditSequence: String(transaction.modified),
    TxnNumber: String(transaction.number),
    [kind === 'Check' ? 'PayeeEntityRef' : 'CustomerRef']: refOf(transaction.customerId),
    TxnDate: transaction.date,
    RefNumber: transaction.refNumber,
    BillAddressBlock: addressBlock(groupOf(fields, 'BillAddress')),
    ShipAddressBlock: addressBlock(groupOf(fields, 'ShipAddress')),
    AddressBlock: addressBlock(groupOf(fields, 'Address')),
    ...moneyFields(context, transaction),
    ...(parts.lines ? lineFields(context, transaction) : {}),
    LinkedTxn: parts.links ? links(context, transaction) : undefined,
    DataExtRet: dataExtRets(transaction.dataExts, request),
  });
  const answer = { name: `${kind}Ret`, order: TXN_ANSWERS[kind], fields: content };
  return writeAnswer(ledger, answer, request);
}

function moneyFields({ ledger }: RequestContext, transaction: Transaction): Fields {
  const open = amountOf(transaction.total - linkedAmount(transaction));
  const total = { TotalAmount: amountOf(transaction.total) };
  if (transaction.kind === 'ARRefundCreditCard') return total;
  if (transaction.kind === 'Check') return { Amount: amountOf(transaction.total) };
  if (transaction.kind === 'ReceivePayment')
    return { ...total, UnusedPayment: open, UnusedCredits: '0.00' };
  const taxed: Fields = {
    Subtotal: amountOf(transaction.subtotal),
    ...(ledger.settings().salesTaxOn ? { SalesTaxPercentage: transaction.taxPercent } : {}),
    SalesTaxTotal: amountOf(transaction.tax),
  };
  if (transaction.kind !== 'Invoice') {
    const isFullyInvoiced = String(transaction.links.some(isQuantityLink));
    return { ...taxed, ...total, CreditRemaining: open, IsFullyInvoiced: isFullyInvoiced };
  }
  const applied = amountOf(-linkedAmount(transaction));
  return {
    ...taxed,
    AppliedAmount: applied,
    BalanceRemaining: open,
    IsPaid: String(open === '0.00'),
  };
}

function lineFields(context: RequestContext, transaction: Transaction): Fields {
  switch (transaction.kind) {
    case 'ReceivePayment':
      return { AppliedToTxnRet: appliedTo(context, transaction, 'Amount') };
    case 'Check':
      return {};
    case 'ARRefundCreditCard':
      return { RefundAppliedToTxnRet: appliedTo(context, transaction, 'RefundAmount') };
    case 'Invoice':
    case 'SalesReceipt':
    case 'SalesOrder':
    case 'CreditMemo':
      return {
        [`${transaction.kind}LineRet`]: transaction.lines.map((line) => lineOf(context, line)),
      };
  }
}

function lineOf({ ledger }: RequestContext, line: Line): Fields {
  const content = present({
    ...line.fields,
    TxnLineID: line.id,
    ItemRef: refWithName(ledger.list(line.itemId ?? '')),
    Desc: line.desc,
    Quantity: line.quantity,
    Rate: line.rate,
    RatePercent: line.ratePercent,
    Amount: line.amount === undefined ? undefined : amountOf(line.amount),
    SalesTaxCodeRef: refWithName(ledger.list(line.taxCodeId ?? '')),
    ClassRef: refWithName(
      ledger.list(textOf(groupOf(line.fields, 'ClassRef') ?? {}, 'ListID') ?? ''),
    ),
  });
  const ordered = LINE_ANSWER.split(' ').map((name) => [name, content[name]] as const);
  return present(Object.fromEntries(ordered));
}

function appliedTo(
  { ledger }: RequestContext,
  transaction: Transaction,
  amountName: 'Amount' | 'RefundAmount',
): readonly Fields[] {
  return transaction.links.flatMap((link): readonly Fields[] => {
    const other = ledger.transaction(link.txnId);
    if (other === undefined) return [];
    const left = amountOf(other.total - linkedAmount(other));
    const fields = present({
      TxnID: other.id,
      TxnType: other.kind,
      TxnDate: other.date,
      RefNumber: other.refNumber,
      [amountName === 'Amount' ? 'BalanceRemaining' : 'CreditRemaining']: left,
      [amountName]: amountOf(link.amount),
    });
    return [fields];
  });
}

function links({ ledger }: RequestContext, transaction: Transaction): readonly Fields[] {
  return transaction.links.flatMap((link): readonly Fields[] => {
    const other = ledger.transaction(link.txnId);
    if (other === undefined) return [];
    const fields = present({
      TxnID: other.id,
      TxnType: other.kind,
      TxnDate: other.date,
      RefNumber: other.refNumber,
      LinkType: isQuantityLink(link) ? 'QUANTYPE' : 'AMTTYPE',
      Amount: amountOf(-link.amount),
    });
    return [fields];
  });
}

function refOf(id: string | undefined): Fields | undefined {
  return id === undefined ? undefined : { ListID: id };
}

function refWithName(object: { id: string; fullName: string } | undefined): Fields | undefined {
  return object === undefined ? undefined : { ListID: object.id, FullName: object.fullName };
}
