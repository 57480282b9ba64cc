import { postingId } from '@ml-connector/postings';
import type { Order } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import type { Credit } from './credit.js';
import { headFields } from './document-head.js';
import { documentLines } from './document-lines.js';
import { headTexts, withClass } from './head-texts.js';
import { receivableFields } from './order-currency.js';
import { openDay } from './open-day.js';
import type { PlannedDocument } from './planned-document.js';
import { obstacleOf, type PlannedWithItems } from './plan-sale.js';
import type { Readable } from './sale-line.js';
import { shopDay, zoneOf } from './shop-day.js';

interface OfOrder {
  readonly order: Order;
  readonly sale: PlannedDocument;
  readonly customer: PlannedDocument;
}

/** The credit memo of a refund, or of an order that ended; held where its lines and tax are not known. It follows the sale. */
export const planCredit = (
  credit: Credit,
  { order, sale, customer }: OfOrder,
  books: BooksContext,
): PlannedWithItems => {
  const { source, refNumber, total, basis } = credit;
  const blank: PlannedDocument = {
    postingId: postingId(books.connectionId, 'credit-memo', credit.sourceId),
    kind: 'credit-memo',
    source,
    orderId: order.id,
    key: sale.key,
    object: 'CreditMemo',
    fields: {},
    refNumber,
    total,
    currency: order.currency,
    dependsOn: [],
    hold: null,
    adopt: null,
    basis,
  };
  const made = memoFields(credit, { blank, order, customer }, books);
  if (made.hold) return { document: { ...blank, hold: made.hold }, items: [] };
  const { items, ...content } = made.value;
  const before = [customer, ...items, sale].map((planned) => planned.postingId);
  return { document: { ...blank, ...content, dependsOn: before }, items };
};

const memoFields = (
  credit: Credit,
  { blank, order, customer }: Omit<OfOrder, 'sale'> & { readonly blank: PlannedDocument },
  books: BooksContext,
): Readable<
  Pick<PlannedDocument, 'fields' | 'total' | 'computedTax'> & Pick<PlannedWithItems, 'items'>
> => {
  const refunded = credit.read();
  if (refunded.hold) return refunded;
  const obstacle = obstacleOf(order.currency, books);
  if (obstacle) return { hold: obstacle };
  const lines = documentLines(refunded.value, books);
  if (lines.hold) return lines;
  const account = receivableFields(order.currency, books);
  if (account.hold) return account;
  const day = openDay(shopDay(credit.createdAt, zoneOf(books.shop, order)), books);
  if (day.hold) return day;
  const texts = headTexts(order, 'CreditMemo', books);
  if (texts.hold) return texts;
  const head = headFields(order, {
    postingId: blank.postingId,
    customerPostingId: customer.postingId,
    refNumber: blank.refNumber ?? '',
    date: day.value,
    tax: lines.value.tax,
    what: credit.what,
  });
  return {
    value: {
      fields: {
        ...head,
        ...texts.value,
        ...account.value,
        CreditMemoLineAdd: lines.value.lines.map((line) => withClass(line, texts.value)),
      },
      items: lines.value.items,
      total: refunded.value.total,
      computedTax: lines.value.computedTax,
    },
  };
};
