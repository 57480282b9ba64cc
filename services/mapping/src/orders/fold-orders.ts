import {
  figuresOfOrder,
  figuresOfRefund,
  foldOrder,
  type OrderFact,
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
import type { MappingPorts } from '../mapping-ports.js';
import type { OpenedPayloads } from './opened-orders.js';
import type { OrderDraft } from './order-draft.js';

export const ORDER_EVENTS = [orderObserved, refundObserved, refundGone, orderGone] as const;
export type OrderEvent = EventOf<(typeof ORDER_EVENTS)[number]>;

/** What is known of these orders after these observations; nothing is written yet. */
export const foldOrders = async (
  { store }: Pick<MappingPorts, 'store'>,
  byOrder: ReadonlyMap<string, readonly OrderEvent[]>,
  payloads: OpenedPayloads,
): Promise<readonly OrderDraft[]> => {
  const found = await store.collection(orderSnapshots).getMany([...byOrder.keys()]);
  const stored = new Map(found.map((item) => [item.id, item]));
  return [...byOrder].flatMap(([id, events]) => {
    const [first] = events;
    if (!first) return [];
    const known = stored.get(id);
    const value = events.reduce(
      (snapshot, event) => foldOrder(snapshot, factOf(event, payloads)),
      known?.value ?? unknownOrder(first.connectionId, first.data.orderId),
    );
    return [{ id, version: known?.version ?? 0, value }];
  });
};

export const orderOf = ({ connectionId, data }: OrderEvent): string =>
  orderSnapshotId(connectionId, data.orderId);

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
