import { TEXT_PLACEHOLDER, type TextWord } from '@ml-connector/connections';
import { toFittingText, toQuickBooksText } from '@ml-connector/qbxml';
import type { MetaData, Order } from '@ml-connector/woocommerce';
import { entryOf } from './entry-of.js';

/**
 * A pattern of the rules with what the order says in the place of its placeholders, as QuickBooks can keep it.
 * @param meta of the order, or of the line that the text is for.
 */
export const orderText = (
  pattern: string,
  order: Order,
  { meta = order.metaData, maxLength }: { readonly meta?: MetaData; readonly maxLength: number },
): string => {
  if (pattern === '') return '';
  const filled = pattern.replace(
    TEXT_PLACEHOLDER,
    (_, name: string, key: string | undefined, otherwise: string | undefined) => {
      const value =
        name === 'meta' ? entryOf(meta, key ?? '') : entryOf<Word>(WORDS, name)?.(order);
      return plain(value ?? '') || (otherwise ?? '');
    },
  );
  return toFittingText(filled, maxLength);
};

/** Cleaned apart and once, so that nothing that a shopper wrote becomes markup together with its surroundings. */
const plain = (text: string): string => toQuickBooksText(text, LONGEST);

const LONGEST = 2_000;

type Word = (order: Order) => string;

const WORDS: Readonly<Record<TextWord, Word>> = {
  number: (order) => order.number,
  id: (order) => String(order.id),
  transaction: (order) => order.transactionId,
  payment: (order) => order.paymentMethodTitle,
  shipping: (order) => order.shippingLines.map((line) => line.methodTitle).join(', '),
  coupons: (order) => order.couponLines.map(({ code }) => code).join(', '),
  note: (order) => order.customerNote,
  via: (order) => order.createdVia,
};
