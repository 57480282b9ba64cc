import { groupOf, present, type Fields } from '../fields.js';
import { linkedAmount, type ListObject, type Transaction } from '../ledger/records.js';
import { amountOf } from '../transactions/cents.js';
import { LIST_ANSWERS } from './answer-orders.js';
import type { RequestContext } from './request.js';
import { addressBlock, dataExtRets, writeAnswer } from './write-answer.js';

/** Writes a list object as its answer element, e.g. `CustomerRet`. */
export function writeListObject(
  { ledger, clock }: RequestContext,
  object: ListObject,
  request: Fields = {},
): string {
  const fields = present({
    ...object.fields,
    ListID: object.id,
    TimeCreated: clock.stamp(object.created),
    TimeModified: clock.stamp(object.modified),
    EditSequence: String(object.modified),
    Name: object.name,
    FullName: object.fullName,
    IsActive: String(object.active),
    Sublevel: String(object.fullName.split(':').length - 1),
    BillAddressBlock: addressBlock(groupOf(object.fields, 'BillAddress')),
    ShipAddressBlock: addressBlock(groupOf(object.fields, 'ShipAddress')),
    ...(object.kind === 'Customer' ? balanceFields(ledger.transactionsOf(object.id)) : {}),
    DataExtRet: dataExtRets(object.dataExts, request),
  });
  const order = LIST_ANSWERS[object.kind];
  return writeAnswer(ledger, { name: `${object.kind}Ret`, order, fields }, request);
}

/** What a customer owes, in cents: open invoices less unused credits and payments. */
export function balanceOf(transactions: readonly Transaction[]): number {
  return transactions.reduce((sum, transaction) => {
    const open = transaction.total - linkedAmount(transaction);
    if (transaction.kind === 'Invoice') return sum + open;
    const credit = transaction.kind === 'CreditMemo' || transaction.kind === 'ReceivePayment';
    return credit ? sum - open : sum;
  }, 0);
}

function balanceFields(transactions: readonly Transaction[]): Fields {
  const balance = amountOf(balanceOf(transactions));
  return { Balance: balance, TotalBalance: balance };
}
