import { TOPICS } from '@ml-connector/contracts';
import { publishEvents } from '@ml-connector/event-log';
import { isoTime } from '@ml-connector/kernel';
import type { Product } from '@ml-connector/woocommerce';
import { productObservation } from '../observing/observation.js';
import type { Reading, ReadingPorts } from './reading.js';
import { PRODUCT_READS, sourceReads, UNREAD } from './source-reads.js';

/**
 * Appends in which categories a GET showed a product, also when nothing changed: a sale waits for a reading that is new
 * enough. In the shop's lane, as orders are.
 * @throws AppError LOG_UNAVAILABLE, STORE_UNAVAILABLE: nothing was noted.
 */
export const recordProduct = async (
  ports: ReadingPorts,
  { connectionId, by: observedBy, causationId }: Reading,
  product: Product,
): Promise<void> => {
  const { id } = product;
  const reads = sourceReads(ports.store, PRODUCT_READS, connectionId);
  const loaded = (await reads.load([id])).get(id);
  const read = loaded?.value ?? UNREAD;
  const recordedAt = isoTime(ports.clock.now());
  const seen = { connectionId, observedBy, readNumber: read.nextRead, recordedAt, causationId };
  await publishEvents(ports.log, TOPICS.orders, [productObservation(seen, product)]);
  await ports.failpoint('poll.stored');
  await reads.save([{ id, loaded, value: { ...read, nextRead: read.nextRead + 1 } }]);
};
