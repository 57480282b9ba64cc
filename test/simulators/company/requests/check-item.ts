import { groupOf, type Fields } from '../fields.js';
import type { ListObject } from '../ledger/records.js';
import { StatusError } from '../status-error.js';

/** Refuses an item without the account or agency that its postings need (3270, 3150). */
export function checkItem(item: ListObject): void {
  if (item.kind === 'ItemSalesTax') {
    if (groupOf(item.fields, 'TaxVendorRef') !== undefined) return;
    throw new StatusError(3150, 'There is a missing element: "TaxVendorRef".');
  }
  if (item.kind === 'ItemDiscount') return requireAccount(item.fields, 'AccountRef');
  const sale = groupOf(item.fields, 'SalesOrPurchase');
  const both = groupOf(item.fields, 'SalesAndPurchase');
  if (both === undefined) return requireAccount(sale ?? {}, 'AccountRef');
  requireAccount(both, 'IncomeAccountRef');
  return requireAccount(both, 'ExpenseAccountRef');
}

function requireAccount(fields: Fields, name: string): void {
  const account = groupOf(fields, name);
  if (account !== undefined && 'ListID' in account) return;
  throw new StatusError(3270, `Missing posting account: the item has no "${name}".`);
}
