import { textOf, type Fields } from '../fields.js';
import type { Ledger } from '../ledger/ledger.js';
import { referred } from '../ledger/references.js';
import type { ListObject } from '../ledger/records.js';
import { invalidValue } from '../requests/request.js';

/** Accounts that a document moves money of its own currency in. */
const OWN_CURRENCY = ['ARAccountRef', 'AccountRef'];
/** Accounts that may also be in home currency. */
const OWN_OR_HOME = ['DepositToAccountRef', 'RefundFromAccountRef'];

/** ListID of the currency of a customer or an account: home currency where it names none. */
export function currencyOf(ledger: Ledger, object: ListObject | undefined): string {
  const own = object === undefined ? undefined : referred(ledger, object.fields, 'CurrencyRef');
  return own?.id ?? ledger.settings().homeCurrencyId;
}

/**
 * The currency of a document, which is its customer's.
 * @throws StatusError 3210 where an account is in another one, or a rate is given for home currency.
 */
export function currencyFields(
  ledger: Ledger,
  fields: Fields,
  customer: ListObject | undefined,
): Fields {
  const { multiCurrency, homeCurrencyId } = ledger.settings();
  if (!multiCurrency) return {};
  const currency = currencyOf(ledger, customer);
  const isOther = (name: string): boolean => {
    const account = referred(ledger, fields, name);
    return account !== undefined && currencyOf(ledger, account) !== currency;
  };
  const isForeign = (name: string): boolean =>
    isOther(name) && currencyOf(ledger, referred(ledger, fields, name)) !== homeCurrencyId;
  if (OWN_CURRENCY.some(isOther) || OWN_OR_HOME.some(isForeign)) {
    throw invalidValue('The account and the customer must have the same currency.');
  }
  const rate = textOf(fields, 'ExchangeRate');
  if (currency === homeCurrencyId && rate !== undefined && Number(rate) !== 1) {
    throw invalidValue('The exchange rate of the home currency is 1.');
  }
  return { CurrencyRef: { ListID: currency }, ExchangeRate: rate ?? '1' };
}
