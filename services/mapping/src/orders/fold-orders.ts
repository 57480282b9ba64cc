import {
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
} from '@ml-connector/contracts';
import type { Stored } from '@ml-connector/document-store';
import { isoTime } from '@ml-connector/kernel';
import { foldDocuments } from '../fold-documents.js';
import { groupBy } from '../group-by.js';
import type { MappingPorts } from '../mapping-ports.js';
import { isUndecided } from './is-undecided.js';
import type { OpenedPayloads } from './opened-orders.js';

export const ORDER_EVENTS = [orderObserved, refundObserved, refundGone, orderGone] as const;
export type OrderEvent = EventOf<(typeof ORDER_EVENTS)[number]>;

/**
 * Folds observations into the snapshots of their orders. What waits for a decision is marked in the same write, so a
 * process that dies before deciding leaves a mark behind.
 * @returns the snapshots that wait for a decision.
 */
export const foldOrders = async (
  { store, clock }: Pick<MappingPorts, 'store' | 'clock'>,
  events: readonly OrderEvent[],
  payloads: OpenedPayloads,
): Promise<readonly Stored<OrderSnapshot>[]> => {
  await payloads.open(
    events.flatMap((event) => ('payload' in event.data ? event.data.payload : [])),
  );
  const byOrder = groupBy(events, (event) =>
    orderSnapshotId(event.connectionId, event.data.orderId),
  );
  const now = isoTime(clock.now());
  const snapshots = await foldDocuments(
    store.collection(orderSnapshots),
    [...byOrder.keys()],
    (id, current) => {
      const told = byOrder.get(id) ?? [];
      const [first] = told;
      if (!first) return current;
      const known = current ?? unknownOrder(first.connectionId, first.data.orderId);
      const folded = told.reduce(
        (snapshot, event) => foldOrder(snapshot, factOf(event, payloads)),
        known,
      );
      if (!isUndecided(folded) || folded.pendingSince !== null) return folded;
      return { ...folded, pendingSince: now };
    },
  );
  return snapshots;
};

const factOf = (event: OrderEvent, payloads: OpenedPayloads): OrderFact => {
  switch (event.type) {
    case 'OrderObserved': {
      const opened = payloads.order(event.data.payload);
      const figures = opened.state === 'read' ? figuresOfOrder(opened.value) : null;
      return { type: event.type, data: event.data, figures };
    }
    case 'RefundObserved': {
      const opened = payloads.refund(event.data.payload);
      const figures = opened.state === 'read' ? figuresOfRefund(opened.value) : null;
      return { type: event.type, data: event.data, figures };
    }
    case 'RefundGone':
      return { type: event.type, data: event.data };
    case 'OrderGone':
      return { type: event.type, data: event.data };
  }
};
