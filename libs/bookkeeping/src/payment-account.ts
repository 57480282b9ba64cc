import type { Order } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import { chooseAccount } from './choose-account.js';
import { entryOf } from './entry-of.js';
import { holdReason } from './hold-reasons.js';
import { currencyRule } from './order-currency.js';
import type { Readable } from './sale-line.js';

const MONEY = ['Bank', 'OtherCurrentAsset', 'CreditCard'];

type Books = Pick<BooksContext, 'rules' | 'company' | 'shop'>;

/**
 * ListID of the account that the money of an order goes to: that of its payment method, else the one for deposits that
 * the rules name; `null`: QuickBooks' own default, Undeposited Funds.
 */
export const paymentAccount = (
  { paymentMethod, currency }: Pick<Order, 'paymentMethod' | 'currency'>,
  books: Books,
): Readable<string | null> => {
  const foreign = currencyRule(currency, books);
  if (foreign)
    return foreign.deposit === null
      ? { value: null }
      : accountNamed(foreign.deposit, `currencies.${currency}.deposit`, books);
  const own = entryOf(books.rules.paymentAccounts, paymentMethod);
  if (own !== undefined) return accountNamed(own, `paymentAccounts.${paymentMethod}`, books);
  if (books.rules.accounts.deposit === null) return { value: null };
  const deposit = chooseAccount('deposit', books);
  return deposit.hold ? deposit : { value: deposit.value.listId };
};

/** An account for money by its full name; never an invented one. */
export const accountNamed = (
  name: string | null,
  setting: string,
  { company }: Books,
  types: readonly string[] = MONEY,
): Readable<string | null> => {
  if (name === null)
    return { hold: holdReason('ACCOUNT_NEEDED', 'No account is named to pay from.', setting) };
  const account = company.accounts.find(
    ({ fullName, type }) => fullName.toLowerCase() === name.toLowerCase() && types.includes(type),
  );
  return account
    ? { value: account.listId }
    : { hold: holdReason('ACCOUNT_UNKNOWN', `The rules name ${name}.`, setting) };
};
