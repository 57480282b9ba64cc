import type {
  EventOf,
  orderGone,
  orderObserved,
  refundGone,
  refundObserved,
} from '@ml-connector/contracts';
import { newerObservation } from './observation.js';
import type { OrderFigures, RefundFigures } from './order-figures.js';
import type { OrderSnapshot, RefundSnapshot } from './order-snapshot.js';

type DataOf<Definition> = EventOf<Definition> extends { readonly data: infer Data } ? Data : never;

/** A fact about an order; observations come with the figures read from the opened payload, `null` where they could not be. */
export type OrderFact =
  | {
      readonly type: 'OrderObserved';
      readonly data: DataOf<typeof orderObserved>;
      readonly figures: OrderFigures | null;
    }
  | {
      readonly type: 'RefundObserved';
      readonly data: DataOf<typeof refundObserved>;
      readonly figures: RefundFigures | null;
    }
  | { readonly type: 'RefundGone'; readonly data: DataOf<typeof refundGone> }
  | { readonly type: 'OrderGone'; readonly data: DataOf<typeof orderGone> };

/**
 * What is known after one more fact. In whatever order and however often the facts of an order come, the same is known
 * in the end.
 * @returns the snapshot itself where the fact adds nothing.
 */
export const foldOrder = (known: OrderSnapshot, fact: OrderFact): OrderSnapshot => {
  switch (fact.type) {
    case 'OrderObserved':
      return foldObserved(known, fact);
    case 'RefundObserved':
      return foldRefund(known, fact.data.refundId, (refund) => newerRefund(refund, fact));
    case 'RefundGone':
      return foldRefund(known, fact.data.refundId, (refund) =>
        refund.isGone ? refund : { ...refund, isGone: true },
      );
    case 'OrderGone':
      return known.isGone ? known : { ...known, isGone: true };
  }
};

/** An order of which nothing was told yet. */
export const unknownOrder = (connectionId: string, orderId: number): OrderSnapshot => ({
  connectionId,
  orderId,
  observed: null,
  refunds: [],
  isGone: false,
  createdAt: null,
  refundedAt: null,
  decided: null,
  pendingSince: null,
  openAgainst: null,
});

const foldObserved = (
  known: OrderSnapshot,
  { data, figures }: Extract<OrderFact, { type: 'OrderObserved' }>,
): OrderSnapshot => {
  const { modifiedAt, readNumber, contentHash, shopper, payload } = data;
  const seen = {
    modifiedAt,
    readNumber,
    contentHash,
    shopper,
    payload,
    isAmbiguous: false,
    figures,
  };
  const observed = newerObservation(known.observed, seen);
  return observed === known.observed
    ? known
    : { ...known, observed, createdAt: observed.figures?.createdAt ?? null };
};

const foldRefund = (
  known: OrderSnapshot,
  refundId: number,
  change: (refund: RefundSnapshot) => RefundSnapshot,
): OrderSnapshot => {
  const refund = known.refunds.find((one) => one.refundId === refundId) ?? {
    refundId,
    isGone: false,
    observed: null,
  };
  const changed = change(refund);
  if (changed === refund) return known;
  const refunds = [...known.refunds.filter((one) => one.refundId !== refundId), changed].toSorted(
    (a, b) => a.refundId - b.refundId,
  );
  return { ...known, refunds, refundedAt: newestRefund(refunds) };
};

const newerRefund = (
  refund: RefundSnapshot,
  { data, figures }: Extract<OrderFact, { type: 'RefundObserved' }>,
): RefundSnapshot => {
  const { readNumber, contentHash, shopper, payload } = data;
  const { observed } = refund;
  const isNews =
    !observed ||
    readNumber > observed.readNumber ||
    (readNumber === observed.readNumber && contentHash > observed.contentHash);
  return isNews
    ? { ...refund, observed: { readNumber, contentHash, shopper, payload, figures } }
    : refund;
};

const newestRefund = (refunds: readonly RefundSnapshot[]): string | null =>
  refunds
    .flatMap(({ isGone, observed }) =>
      isGone || !observed?.figures ? [] : [observed.figures.createdAt],
    )
    .toSorted()
    .at(-1) ?? null;
