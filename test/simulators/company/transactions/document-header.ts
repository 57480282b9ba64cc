import { textOf, type Fields } from '../fields.js';
import type { Ledger } from '../ledger/ledger.js';
import { referred } from '../ledger/references.js';
import type { ListObject, TxnKind } from '../ledger/records.js';
import { featureOff, invalidValue, refuseUnplayed } from '../requests/request.js';
import { StatusError } from '../status-error.js';
import { currencyFields } from './check-currency.js';
import { addDays } from './dates.js';
import { isTaxableCode, type TaxTerms } from './totals.js';

const OWN = new Set([
  'TxnID',
  'EditSequence',
  'CustomerRef',
  'TxnDate',
  'RefNumber',
  'SetCredit',
  'LinkToTxnID',
  'CreditCardTxnInfo',
  'TotalAmount',
  'IsAutoApply',
  'AppliedToTxnAdd',
  'RefundAppliedToTxnAdd',
  'ApplyCheckToTxnAdd',
  'ExpenseLineAdd',
  'PayeeEntityRef',
]);

/** The header fields that a transaction keeps as they were given. */
export function headerFields(kind: TxnKind, body: Fields): Fields {
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => !OWN.has(name) && !name.startsWith(`${kind}Line`)),
  );
}

/** Refuses header fields whose feature is off or that are not played here. */
export function checkHeader(ledger: Ledger, kind: TxnKind, body: Fields): void {
  if (kind === 'SalesOrder' && !ledger.settings().salesOrders) throw featureOff('sales orders');
  const hasRate = (textOf(body, 'ExchangeRate') ?? '') !== '';
  if (hasRate && !ledger.settings().multiCurrency) throw featureOff('multiple currencies');
  for (const name of [`${kind}LineGroupAdd`, `${kind}LineGroupMod`]) {
    if (name in body) refuseUnplayed(name);
  }
}

/** Refuses a date in the closed period (3171). */
export function checkOpenPeriod(ledger: Ledger, date: string): void {
  const { closingDate } = ledger.settings();
  if (closingDate === undefined || date > closingDate) return;
  throw new StatusError(
    3171,
    `An attempt was made to modify a transaction dated ${date} on or before the closing date ${closingDate} of the company.`,
  );
}

/** Fills what QuickBooks fills in by itself: accounts, terms, tax item and tax code. */
export function withDefaults(
  ledger: Ledger,
  {
    kind,
    fields,
    date,
    customer,
  }: {
    kind: TxnKind;
    fields: Fields;
    date: string;
    customer: ListObject | undefined;
  },
): Fields {
  const terms = referred(ledger, fields, 'TermsRef');
  const dueDays = Number(textOf(terms?.fields ?? {}, 'StdDueDays') ?? 0);
  const filled = {
    ...accountDefaults(ledger, kind),
    ...(kind === 'Invoice' ? { DueDate: addDays(date, dueDays) } : {}),
    ...taxDefaults(ledger, kind, customer),
    ...fields,
  };
  return { ...filled, ...currencyFields(ledger, filled, customer) };
}

/** How a document is taxed, read from its header. */
export function taxTermsOf(ledger: Ledger, fields: Fields): TaxTerms {
  return {
    item: referred(ledger, fields, 'ItemSalesTaxRef'),
    customerTaxable: isTaxableCode(ledger, referred(ledger, fields, 'CustomerSalesTaxCodeRef')?.id),
  };
}

function accountDefaults(ledger: Ledger, kind: TxnKind): Fields {
  const receivable = { ARAccountRef: account(ledger, 'AccountsReceivable') };
  const undeposited = { DepositToAccountRef: account(ledger, 'UndepositedFunds') };
  switch (kind) {
    case 'SalesOrder':
    case 'Check':
      return {};
    case 'SalesReceipt':
      return undeposited;
    case 'ReceivePayment':
      return { ...receivable, ...undeposited };
    case 'Invoice':
    case 'CreditMemo':
    case 'ARRefundCreditCard':
      return receivable;
  }
}

function account(ledger: Ledger, special: string): Fields {
  const found = ledger
    .lists(['Account'])
    .find((one) => textOf(one.fields, 'SpecialAccountType') === special);
  if (found === undefined) throw invalidValue(`The file has no account of type ${special}.`);
  return { ListID: found.id };
}

/** Kinds that hold no goods, and so no tax. */
const MONEY_ONLY = new Set<TxnKind>(['ReceivePayment', 'ARRefundCreditCard', 'Check']);

function taxDefaults(ledger: Ledger, kind: TxnKind, customer: ListObject | undefined): Fields {
  const settings = ledger.settings();
  if (!settings.salesTaxOn || MONEY_ONLY.has(kind)) return {};
  const own = customer?.fields ?? {};
  const item = referred(ledger, own, 'ItemSalesTaxRef')?.id ?? settings.defaultTaxItem;
  const code = referred(ledger, own, 'SalesTaxCodeRef')?.id ?? settings.taxableCode;
  return { ItemSalesTaxRef: { ListID: item }, CustomerSalesTaxCodeRef: { ListID: code } };
}
