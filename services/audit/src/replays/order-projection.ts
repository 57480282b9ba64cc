import {
  factsOf,
  figuresOfOrder,
  figuresOfRefund,
  foldOrder,
  type OrderFact,
  type OrderSnapshot,
  orderSnapshotId,
  orderSnapshots,
  unknownOrder,
} from '@ml-connector/bookkeeping';
import {
  type EventOf,
  orderGone,
  orderObserved,
  refundGone,
  refundObserved,
  TOPICS,
} from '@ml-connector/contracts';
import type { DocumentStore } from '@ml-connector/document-store';
import { isAppError } from '@ml-connector/kernel';
import type { Vault } from '@ml-connector/sealing';
import { parseOrder, parseRefund } from '@ml-connector/woocommerce';
import { foldById } from './fold-by-id.js';
import type { Projection } from './projection.js';

const ORDER_EVENTS = [orderObserved, refundObserved, refundGone, orderGone] as const;
type OrderEvent = EventOf<(typeof ORDER_EVENTS)[number]>;

/** What is known of each order. What was decided from it is not compared: that follows from the postings. */
export const orderProjection = (ports: {
  readonly store: DocumentStore;
  readonly vault: Pick<Vault, 'open'>;
}): Projection => ({
  name: 'orders',
  topic: TOPICS.orders,
  start: () => {
    const opened = new Map<string, unknown>();
    return foldById({
      projection: 'orders',
      definitions: ORDER_EVENTS,
      idOf: (event: OrderEvent) => orderSnapshotId(event.connectionId, event.data.orderId),
      prepare: (events) => openPayloads(ports.vault, events, opened),
      fold: (state: OrderSnapshot | null, event) =>
        foldOrder(
          state ?? unknownOrder(event.connectionId, event.data.orderId),
          factOf(event, opened),
        ),
      compare: async (rebuilt) => {
        const live = await ports.store.collection(orderSnapshots).getMany([...rebuilt.keys()]);
        const byId = new Map(live.map(({ id, value }) => [id, value]));
        return new Map(
          [...rebuilt].map(([id, snapshot]) => [id, comparable(snapshot, byId.get(id) ?? null)]),
        );
      },
    });
  },
});

const openPayloads = async (
  vault: Pick<Vault, 'open'>,
  events: readonly OrderEvent[],
  opened: Map<string, unknown>,
): Promise<void> => {
  opened.clear();
  const payloads = events.flatMap(({ data }) => ('payload' in data ? [data.payload] : []));
  const texts = await vault.open(payloads);
  payloads.forEach((payload, index) => {
    const text = texts[index];
    if (typeof text === 'string') opened.set(payload, jsonOf(text));
  });
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const factOf = (event: OrderEvent, opened: ReadonlyMap<string, unknown>): OrderFact => {
  switch (event.type) {
    case 'OrderObserved': {
      const figures = readOrNull(() => figuresOfOrder(parseOrder(opened.get(event.data.payload))));
      return { type: event.type, data: event.data, figures };
    }
    case 'RefundObserved': {
      const figures = readOrNull(() =>
        figuresOfRefund(parseRefund(opened.get(event.data.payload))),
      );
      return { type: event.type, data: event.data, figures };
    }
    case 'RefundGone':
      return { type: event.type, data: event.data };
    case 'OrderGone':
      return { type: event.type, data: event.data };
  }
};

const readOrNull = <Value>(read: () => Value): Value | null => {
  try {
    return read();
  } catch (error) {
    if (isAppError(error, 'SHOP_ANSWER_INVALID') || isAppError(error, 'AMOUNT_INVALID'))
      return null;
    throw error;
  }
};

/** Figures of a shopper who was erased meanwhile cannot be read any more: only the live ones are known then. */
const comparable = (rebuilt: OrderSnapshot, live: OrderSnapshot | null) => {
  const known = live && factsOf(live);
  return { rebuilt: withFiguresOf(factsOf(rebuilt), known), live: known };
};

type Facts = ReturnType<typeof factsOf>;

const withFiguresOf = (rebuilt: Facts, live: Facts | null): Facts => ({
  ...rebuilt,
  observed: rebuilt.observed && {
    ...rebuilt.observed,
    figures: rebuilt.observed.figures ?? live?.observed?.figures ?? null,
  },
  refunds: rebuilt.refunds.map((refund) => {
    const figures =
      refund.observed?.figures ??
      live?.refunds.find(({ refundId }) => refundId === refund.refundId)?.observed?.figures ??
      null;
    return { ...refund, observed: refund.observed && { ...refund.observed, figures } };
  }),
});
