import type { Rules } from '@ml-connector/connections';
import type { BooksContext } from './books-context.js';
import type { AccountFact } from './company-facts.js';
import { holdReason } from './hold-reasons.js';
import type { Readable } from './sale-line.js';

export type AccountPurpose = keyof Rules['accounts'];

interface Fit {
  readonly types: readonly string[];
  /** Usual names of such an account, where the rules name none. */
  readonly usual: RegExp;
}

const INCOME = ['Income', 'OtherIncome'];
const EXPENSE = ['Expense', 'OtherExpense', 'CostOfGoodsSold'];

const FITS: Readonly<Record<AccountPurpose, Fit>> = {
  receivable: { types: ['AccountsReceivable'], usual: /./ },
  income: {
    types: INCOME,
    usual: /^((merchandise|product|online|web) )?sales( income| of product income)?$/i,
  },
  shipping: { types: [...INCOME, ...EXPENSE], usual: /shipping|freight|postage|delivery/i },
  fees: { types: INCOME, usual: /\bfees?\b|handling|^other income$|miscellaneous income/i },
  discounts: { types: [...INCOME, ...EXPENSE], usual: /discounts?\b(?! (taken|earned))/i },
  tax: { types: ['OtherCurrentLiability'], usual: /sales tax|\bvat\b/i },
  rounding: { types: [...INCOME, ...EXPENSE], usual: /rounding|over[ /&-]*(and )?short/i },
  deposit: { types: ['Bank', 'OtherCurrentAsset'], usual: /undeposited funds/i },
};

/**
 * The account that the rules name, else the only one that fits by type and usual name; income accounts are preferred
 * where both kinds fit. Never an invented one.
 */
export const chooseAccount = (
  purpose: AccountPurpose,
  { rules, company }: Pick<BooksContext, 'rules' | 'company'>,
): Readable<AccountFact> => {
  const named = rules.accounts[purpose];
  const setting = `accounts.${purpose}`;
  const { types, usual } = FITS[purpose];
  const fitting = company.accounts.filter(({ type }) => types.includes(type));
  if (named !== null) {
    const account = fitting.find(({ fullName }) => fullName.toLowerCase() === named.toLowerCase());
    return account
      ? { value: account }
      : { hold: holdReason('ACCOUNT_UNKNOWN', `The rules name ${named}.`, setting) };
  }
  const matches = fitting.filter(({ name }) => usual.test(name));
  const income = matches.filter(({ type }) => INCOME.includes(type));
  const only = matches.length === 1 ? matches[0] : income.length === 1 ? income[0] : undefined;
  return only
    ? { value: only }
    : { hold: holdReason('ACCOUNT_NEEDED', why(purpose, matches), setting) };
};

const why = (purpose: AccountPurpose, matches: readonly AccountFact[]): string =>
  matches.length === 0
    ? `No account for ${purpose} was found by type and usual name.`
    : `Several accounts could be meant: ${matches.map(({ fullName }) => fullName).join(', ')}.`;
