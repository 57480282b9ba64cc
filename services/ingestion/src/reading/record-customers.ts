import { TOPICS } from '@ml-connector/contracts';
import { publishEvents } from '@ml-connector/event-log';
import { isoTime, type Json } from '@ml-connector/kernel';
import type { Customer } from '@ml-connector/woocommerce';
import { contentHash } from '../observing/content-hash.js';
import { customerObservation } from '../observing/observation.js';
import { sealContents } from '../observing/seal-contents.js';
import { customerShopper } from '../observing/shopper.js';
import type { Reading, ReadingPorts, Recorded } from './reading.js';
import { CUSTOMER_READS, sourceReads, UNREAD } from './source-reads.js';

export interface SeenCustomer {
  readonly customer: Customer;
  readonly raw: Json;
}

/**
 * Appends what a GET showed of customers, and then notes that it was told; in the shop's lane, as orders are. A customer
 * who was erased is left out.
 * @throws AppError LOG_UNAVAILABLE, STORE_UNAVAILABLE: nothing was noted.
 */
export const recordCustomers = async (
  ports: ReadingPorts,
  reading: Reading,
  seen: readonly SeenCustomer[],
): Promise<Recorded> => {
  const { connectionId } = reading;
  const keys = await ports.vault.keysOf(connectionId, []);
  const reads = sourceReads(ports.store, CUSTOMER_READS, connectionId);
  const known = await reads.load(seen.map(({ customer }) => customer.id));
  const untold = seen
    .map((one) => ({
      ...one,
      hash: contentHash(keys, one.raw),
      loaded: known.get(one.customer.id),
    }))
    .filter(({ hash, loaded }) => reading.tellAgain || loaded?.value.contentHash !== hash);
  const sealed = await sealContents(
    ports.vault,
    connectionId,
    untold.map(({ customer, raw }) => ({
      raw,
      shopper: customerShopper(customer.id),
      substitute: null,
    })),
  );
  const recordedAt = isoTime(ports.clock.now());
  const events = untold.flatMap(({ customer, hash, loaded }, index) => {
    const content = sealed[index];
    const readNumber = (loaded?.value ?? UNREAD).nextRead;
    const { by: observedBy, causationId } = reading;
    const observation = { connectionId, observedBy, readNumber, recordedAt, causationId };
    return content
      ? [customerObservation(observation, customer, { ...content, contentHash: hash })]
      : [];
  });
  if (events.length > 0) await publishEvents(ports.log, TOPICS.customers, events);
  await ports.failpoint('poll.stored');
  await reads.save(
    untold.map(({ customer, hash, loaded }) => {
      const { nextRead, refunds } = loaded?.value ?? UNREAD;
      const value = { nextRead: nextRead + 1, contentHash: hash, refunds };
      return { id: customer.id, loaded, value };
    }),
  );
  return { seen: seen.length, new: untold.length, events: events.length };
};
