import type { Connection } from '@ml-connector/connections';
import { currencyRule, type OrderSnapshot, selectOrder, shopDay } from '@ml-connector/bookkeeping';

/** What decides which of the shop's money belongs in the books. */
export type ShopContext = Pick<Connection, 'rules' | 'facts'>;

/** A sale or a refund as the shop has it. */
export interface ShopEntry {
  readonly orderId: number;
  /** The refund's id; null for the sale itself. */
  readonly refundId: number | null;
  /** `YYYY-MM-DD` in the shop's zone. */
  readonly day: string;
  /** Minor units in the order's own currency; a refund is negative. */
  readonly amount: number;
  readonly currency: string;
  /**
   * `counted`: the books must hold it; `beside`: they must, in a currency that is not added up; `apart`: the shop sold it,
   * but it cannot be added up; `left-out`: they must not hold it.
   */
  readonly standing: 'counted' | 'beside' | 'apart' | 'left-out';
  /** Why it does not count. */
  readonly why: string | null;
}

export const homeCurrencyOf = ({ rules, facts }: ShopContext): string | null =>
  rules.homeCurrency ?? facts.currency;

/** Whether orders in this currency post with their own amounts. */
const isKept = (currency: string, { rules, facts }: ShopContext): boolean =>
  currencyRule(currency, { rules, shop: facts }) !== null;

/** The sale of an order and its refunds; deleted ones must not stand in the books. Nothing for an order that was never seen. */
export const shopEntries = (
  snapshot: OrderSnapshot,
  context: ShopContext,
): readonly ShopEntry[] => {
  const figures = snapshot.observed?.figures;
  if (!figures) return [];
  const entry = (refundId: number | null, total: number | null, createdAt: string): ShopEntry => ({
    orderId: snapshot.orderId,
    refundId,
    day: shopDay(createdAt, context.facts.timeZone),
    amount: total ?? 0,
    currency: figures.currency,
    ...standingOf(snapshot, context),
  });
  return [
    entry(null, figures.total, figures.createdAt),
    ...snapshot.refunds.flatMap(({ refundId, isGone, observed }) => {
      if (!observed?.figures) return [];
      const { amount, createdAt } = observed.figures;
      const refund = entry(refundId, 0 - (amount ?? 0), createdAt);
      return isGone
        ? [{ ...refund, standing: 'left-out' as const, why: 'The refund was deleted in the shop.' }]
        : [refund];
    }),
  ];
};

const standingOf = (
  { isGone, observed }: OrderSnapshot,
  context: ShopContext,
): Pick<ShopEntry, 'standing' | 'why'> => {
  const figures = observed?.figures;
  if (!figures || isGone)
    return { standing: 'left-out', why: 'The order was deleted in the shop.' };
  const selection = selectOrder({ ...figures, refunds: figures.refundIds }, context.rules);
  if (selection.select === 'nothing') return { standing: 'left-out', why: NOTHING[selection.why] };
  if (selection.select === 'withdraw') return { standing: 'left-out', why: selection.reason.title };
  if (selection.select === 'open') return { standing: 'left-out', why: NOTHING.unpaid };
  if (figures.total === null)
    return { standing: 'apart', why: 'The total of the order is no amount of two decimals.' };
  const home = homeCurrencyOf(context);
  if (figures.currency === home) return { standing: 'counted', why: null };
  if (home !== null && isKept(figures.currency, context)) return { standing: 'beside', why: null };
  const why =
    home === null
      ? 'The currency of the books is not known yet.'
      : `The order is in ${figures.currency}, the books are in ${home}.`;
  return { standing: 'apart', why };
};

const NOTHING = {
  'before-go-live': 'The order was made before the go-live of the rules.',
  status: 'The rules do not post orders in this status.',
  unpaid: 'The shop waits for the payment of the order.',
  'zero-total': 'The total of the order is zero.',
  deleted: 'The order was deleted in the shop.',
  void: 'The sale was voided before it was refunded.',
} as const;
