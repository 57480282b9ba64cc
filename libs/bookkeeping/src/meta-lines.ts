import type { Rules } from '@ml-connector/connections';
import { negate } from '@ml-connector/kernel';
import { toQuickBooksText } from '@ml-connector/qbxml';
import type { Order } from '@ml-connector/woocommerce';
import { entryOf } from './entry-of.js';
import { readAmount } from './read-amount.js';
import type { SaleLine } from './sale-line.js';

/**
 * Lines for amounts that plugins keep in the order's meta data, by rule.
 * @throws TooFine where one is no amount of two decimals.
 */
export const metaLines = (
  { metaData }: Pick<Order, 'metaData'>,
  rules: Pick<Rules, 'metaLines'>,
): readonly SaleLine[] =>
  rules.metaLines.flatMap(({ key, item, sign, text }) => {
    const found = entryOf(metaData, key);
    if (found === undefined || found.trim() === '') return [];
    const amount = readAmount(found, `the meta data ${key}`);
    return [
      {
        kind: 'credit',
        amount: sign === 'minus' ? negate(amount) : amount,
        name: toQuickBooksText(text, 200) || toQuickBooksText(key, 200) || 'Credit',
        rates: [],
        by: { item, setting: 'metaLines' },
      },
    ];
  });
