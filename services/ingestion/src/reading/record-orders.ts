import { type Envelope, TOPICS } from '@ml-connector/contracts';
import type { Stored } from '@ml-connector/document-store';
import { publishEvents } from '@ml-connector/event-log';
import { isoTime, type Json } from '@ml-connector/kernel';
import type { SealingKeys } from '@ml-connector/sealing';
import type { Order } from '@ml-connector/woocommerce';
import { contentHash } from '../observing/content-hash.js';
import {
  type Observation,
  orderObservation,
  refundGoneFact,
  refundObservation,
} from '../observing/observation.js';
import { sealContents } from '../observing/seal-contents.js';
import { orderShopper, shopperOf } from '../observing/shopper.js';
import type { Reading, ReadingPorts, Recorded } from './reading.js';
import { type ReadRefunds, readRefunds } from './read-refunds.js';
import { ORDER_READS, type SourceRead, sourceReads, UNREAD } from './source-reads.js';

export interface SeenOrder {
  readonly order: Order;
  readonly raw: Json;
}

/**
 * Appends what a GET showed of orders, with the details of their refunds, and then notes that it was told. Runs in the
 * shop's lane, from before the GET on. What was told already is left out, so that reading with overlap costs nothing.
 * A crash after the append tells it once more.
 * @throws AppError SHOP_*, LOG_UNAVAILABLE, STORE_UNAVAILABLE: nothing was noted.
 */
export const recordOrders = async (
  ports: ReadingPorts,
  reading: Reading,
  seen: readonly SeenOrder[],
): Promise<Recorded> => {
  const orders = seen.filter(({ order }) => order.status !== 'checkout-draft');
  if (orders.length === 0) return { seen: 0, new: 0, events: 0 };
  const keys = await ports.vault.keysOf(reading.connectionId, []);
  const reads = sourceReads(ports.store, ORDER_READS, reading.connectionId);
  const known = await reads.load(orders.map(({ order }) => order.id));
  const untold = newestOfEach(orders)
    .map((one) => ({
      ...one,
      keys,
      hash: contentHash(keys, one.raw),
      loaded: known.get(one.order.id),
    }))
    .filter(({ hash, loaded }) => reading.tellAgain || loaded?.value.contentHash !== hash);
  const told = await Promise.all(
    untold.map(async (one) => ({ ...one, refunds: await refundsOf(reading, one) })),
  );
  const events = (await Promise.all(told.map((one) => eventsOf(ports, reading, one)))).flat();
  if (events.length > 0) await publishEvents(ports.log, TOPICS.orders, events);
  await ports.failpoint('poll.stored');
  await reads.save(
    told.map((one) => ({ id: one.order.id, loaded: one.loaded, value: readAfter(one) })),
  );
  return { seen: orders.length, new: told.length, events: events.length };
};

/** A page may show an order twice if it changed while we paged. */
const newestOfEach = (orders: readonly SeenOrder[]): readonly SeenOrder[] => [
  ...new Map(orders.map((one) => [one.order.id, one])).values(),
];

interface UntoldOrder extends SeenOrder {
  readonly keys: SealingKeys;
  readonly hash: string;
  readonly loaded: Stored<SourceRead> | undefined;
}

interface ToldOrder extends UntoldOrder {
  readonly refunds: ReadRefunds;
}

const refundsOf = (reading: Reading, { order, loaded, keys }: UntoldOrder): Promise<ReadRefunds> =>
  readRefunds(reading, {
    orderId: order.id,
    named: order.refunds.length > 0,
    known: loaded?.value.refunds ?? {},
    keys,
  });

/** Refunds first: whoever decides about the order then knows them. */
const eventsOf = async (
  ports: ReadingPorts,
  reading: Reading,
  { order, raw, keys, hash, loaded, refunds }: ToldOrder,
): Promise<readonly Envelope[]> => {
  const { connectionId } = reading;
  const observation: Observation = {
    connectionId,
    observedBy: reading.by,
    readNumber: (loaded?.value ?? UNREAD).nextRead,
    recordedAt: isoTime(ports.clock.now()),
    causationId: reading.causationId,
  };
  const whose = { shopper: shopperOf(order, keys), substitute: orderShopper(order.id) };
  const [sealedOrder, ...sealedRefunds] = await sealContents(ports.vault, connectionId, [
    { raw, ...whose },
    ...refunds.found.map((refund) => ({ raw: refund.raw, ...whose })),
  ]);
  return [
    ...refunds.gone.map((refundId) => refundGoneFact(observation, { orderId: order.id, refundId })),
    ...refunds.found.flatMap(({ refundId, createdAt, hash: contentHashOfIt }, index) => {
      const sealed = sealedRefunds[index];
      const told = { orderId: order.id, refundId, createdAt };
      return sealed
        ? [refundObservation(observation, told, { ...sealed, contentHash: contentHashOfIt })]
        : [];
    }),
    ...(sealedOrder
      ? [orderObservation(observation, order, { ...sealedOrder, contentHash: hash })]
      : []),
  ];
};

const readAfter = ({ loaded, hash, refunds }: ToldOrder): SourceRead => ({
  nextRead: (loaded?.value ?? UNREAD).nextRead + 1,
  contentHash: hash,
  refunds: refunds.standing,
});
