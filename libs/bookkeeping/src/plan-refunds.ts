import { add, type Cents, subtract, ZERO } from '@ml-connector/kernel';
import type { Order, Refund } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import { type Credit, creditOfEnd, creditOfRefund } from './credit.js';
import type { PlannedBefore } from './documents-to-plan.js';
import { planCredit } from './plan-credit.js';
import { planCreditUse } from './plan-credit-use.js';
import { planPayOut } from './plan-pay-out.js';
import type { PlannedDocument } from './planned-document.js';
import type { PlannedWithItems } from './plan-sale.js';
import { isPaidBack, isTaken } from './refund-money.js';

/** What takes a sale back, in whole or in part. */
export interface PlannedRefunds {
  readonly memos: readonly PlannedWithItems[];
  readonly payOuts: readonly PlannedDocument[];
  /** Credits set off against the open invoice. */
  readonly uses: readonly PlannedDocument[];
  /** What they set off before the invoice was paid, and what is left of it; `null` where its total is not known. */
  readonly credited: Cents;
  readonly open: Cents | null;
}

interface OfOrder {
  readonly order: Order;
  readonly refunds: readonly Refund[];
  readonly before: PlannedBefore;
  /** It is over, and by rule a credit memo takes back what is left of it. */
  readonly isEnded: boolean;
  readonly sale: PlannedDocument;
  readonly customer: PlannedDocument;
}

/**
 * A credit memo for each refund and, by rule, for the rest of an order that ended; with it the money that leaves, or its
 * use against the invoice where that is open.
 */
export const planRefunds = (of: OfOrder, books: BooksContext): PlannedRefunds => {
  const { order, refunds, before, isEnded, sale, customer } = of;
  const { document } = books.rules;
  const money = { order, before, connectionId: books.connectionId, document };
  const rest = isEnded ? creditOfEnd(order, refunds, books.rules) : null;
  const credits: readonly Planned[] = [
    ...refunds.map((refund) => ({
      credit: creditOfRefund(refund, order, books.rules),
      money: isPaidBack(refund, money) ? ('leaves' as const) : ('owed' as const),
    })),
    // The shop's word for an end moves no money: what was paid stays a credit of the customer.
    ...(rest
      ? [{ credit: rest, money: isTaken(money) ? ('stays' as const) : ('owed' as const) }]
      : []),
  ].map((one) => ({ ...one, memo: planCredit(one.credit, { order, sale, customer }, books) }));
  return {
    memos: credits.map(({ memo }) => memo),
    payOuts: credits
      .filter((one) => one.money === 'leaves')
      .flatMap(({ memo }) => planPayOut(order, { memo: memo.document, customer }, books)),
    ...setOff(
      order,
      { sale, customer, credits: credits.filter((one) => one.money === 'owed') },
      books,
    ),
  };
};

interface Planned {
  readonly credit: Credit;
  /** What becomes of the money: it leaves again, was never paid, or stays a credit. */
  readonly money: 'leaves' | 'owed' | 'stays';
  readonly memo: PlannedWithItems;
}

/** The oldest first; what the invoice cannot take stays a credit of the customer. */
const setOff = (
  order: Order,
  of: Pick<OfOrder, 'sale' | 'customer'> & { readonly credits: readonly Planned[] },
  books: BooksContext,
): Pick<PlannedRefunds, 'uses' | 'credited' | 'open'> => {
  const { sale: invoice, customer, credits } = of;
  const { total } = invoice;
  if (books.rules.document !== 'invoice' || total === null)
    return { uses: [], credited: ZERO, open: total };
  let credited = ZERO;
  const uses = credits.flatMap(({ credit: { sourceId }, memo: { document: memo } }) => {
    const open = subtract(total, credited);
    const amount = memo.total === null || memo.total > open ? open : memo.total;
    credited = add(credited, amount);
    return planCreditUse(order, { sourceId, memo, invoice, customer, amount }, books);
  });
  return { uses, credited, open: subtract(total, credited) };
};
