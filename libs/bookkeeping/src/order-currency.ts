import type { Rules } from '@ml-connector/connections';
import type { WishFields } from '@ml-connector/postings';
import type { BooksContext } from './books-context.js';
import { chooseAccount } from './choose-account.js';
import type { AccountFact } from './company-facts.js';
import { entryOf } from './entry-of.js';
import { holdReason } from './hold-reasons.js';
import type { Readable } from './sale-line.js';

export type CurrencyRule = Rules['currencies'][string];

type Told = Pick<BooksContext, 'rules'> & {
  readonly shop: Pick<BooksContext['shop'], 'currency'>;
};

/** The currency of the books; `null` until it is known. */
export const homeCurrencyOf = ({ rules, shop }: Told): string | null =>
  rules.homeCurrency ?? shop.currency;

/** The rule for orders in a currency that is not the books'; `null` for home currency, and where there is none. */
export const currencyRule = (currency: string, told: Told): CurrencyRule | null =>
  currency === homeCurrencyOf(told) ? null : (entryOf(told.rules.currencies, currency) ?? null);

/**
 * The receivables account of a document and its exchange rate: in home currency only what the rules name, because
 * QuickBooks has its own default; in another one always, because a customer and the account share their currency.
 */
export const receivableFields = (currency: string, books: BooksContext): Readable<WishFields> => {
  const foreign = currencyRule(currency, books);
  if (foreign) {
    const account = receivableIn(currency, foreign, books);
    return account.hold
      ? account
      : {
          value: { ARAccountRef: { ListID: account.value.listId }, ...rateFields(currency, books) },
        };
  }
  if (books.rules.accounts.receivable === null) return { value: {} };
  const account = chooseAccount('receivable', books);
  return account.hold ? account : { value: { ARAccountRef: { ListID: account.value.listId } } };
};

/** What one of the order's currency is worth, where the rules say so. */
export const rateFields = (currency: string, books: BooksContext): WishFields => {
  const rate = currencyRule(currency, books)?.exchangeRate ?? null;
  return rate === null ? {} : { ExchangeRate: rate };
};

const receivableIn = (
  currency: string,
  { name, receivable }: CurrencyRule,
  { company }: BooksContext,
): Readable<AccountFact> => {
  const account = company.accounts.find(
    ({ type, fullName, currency: of }) =>
      type === 'AccountsReceivable' &&
      fullName.toLowerCase() === receivable.toLowerCase() &&
      isCalled(of, name),
  );
  return account
    ? { value: account }
    : {
        hold: holdReason(
          'ACCOUNT_UNKNOWN',
          `The rules name ${receivable} for ${currency}; it must be an accounts receivable account in ${name}.`,
          `currencies.${currency}.receivable`,
        ),
      };
};

const isCalled = (one: string | null | undefined, name: string): boolean =>
  (one ?? '').toLowerCase() === name.toLowerCase();

/** Whether a customer of the books is of this currency; `null` stands for home currency. */
export const isInCurrency = (
  of: string | null | undefined,
  wanted: string | null,
  { rules, company }: Pick<BooksContext, 'rules' | 'company'>,
): boolean => {
  if (wanted !== null) return isCalled(of, wanted);
  if (of === null || of === undefined) return true;
  const home = company.homeCurrencyName ?? null;
  if (home !== null) return isCalled(of, home);
  return !Object.values(rules.currencies).some(({ name }) => isCalled(of, name));
};
