import { type Envelope, TOPICS } from '@ml-connector/contracts';
import { publishEvents } from '@ml-connector/event-log';
import { isoTime } from '@ml-connector/kernel';
import {
  customerGoneFact,
  type Observation,
  orderGoneFact,
  productGoneFact,
} from '../observing/observation.js';
import type { Reading, ReadingPorts } from './reading.js';
import { CUSTOMER_READS, ORDER_READS, PRODUCT_READS, sourceReads, UNREAD } from './source-reads.js';

const SOURCES = {
  order: { definition: ORDER_READS, topic: TOPICS.orders, factOf: orderGoneFact },
  customer: { definition: CUSTOMER_READS, topic: TOPICS.customers, factOf: customerGoneFact },
  product: { definition: PRODUCT_READS, topic: TOPICS.orders, factOf: productGoneFact },
} as const;

/**
 * Appends that a GET found nothing any more. It does not come back, so the number that it took is the last.
 * @returns the fact as it was appended.
 * @throws AppError LOG_UNAVAILABLE, STORE_UNAVAILABLE.
 */
export const recordGone = async (
  ports: ReadingPorts,
  reading: Reading,
  { what, id }: { readonly what: keyof typeof SOURCES; readonly id: number },
): Promise<Envelope> => {
  const { definition, topic, factOf } = SOURCES[what];
  const reads = sourceReads(ports.store, definition, reading.connectionId);
  const loaded = (await reads.load([id])).get(id);
  const read = loaded?.value ?? UNREAD;
  const observation: Observation = {
    connectionId: reading.connectionId,
    observedBy: reading.by,
    readNumber: read.nextRead,
    recordedAt: isoTime(ports.clock.now()),
    causationId: reading.causationId,
  };
  const fact = factOf(observation, id);
  await publishEvents(ports.log, topic, [fact]);
  await reads.save([
    { id, loaded, value: { ...read, nextRead: read.nextRead + 1, contentHash: null } },
  ]);
  return fact;
};
