import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';

/** How we came to see it. A webhook is only a hint; every other way is a GET of ours. */
export const observedBySchema = z.enum(['webhook', 'sweep', 'backfill', 'read']);

/**
 * The shop showed this order in this state. The id of the event is a keyed hash of the content, so the same state seen
 * twice is one event told twice. Order of observations: (`modifiedAt`, `readNumber`).
 */
export const orderObserved = defineEvent({
  type: 'OrderObserved',
  topic: TOPICS.orders,
  version: 1,
  data: z.strictObject({
    orderId: z.int().positive(),
    /** date_modified_gmt of the shop, ISO 8601 UTC. */
    modifiedAt: z.iso.datetime(),
    /** 0 for a webhook; a GET takes the order's next number. */
    readNumber: z.int().nonnegative(),
    observedBy: observedBySchema,
    /** Keyed hash of the content, in hexadecimal: equal contents have equal hashes. */
    contentHash: z.string(),
    /** Id of whose personal data this is, for sealing and erasure. */
    shopper: z.string(),
    /** The order as the shop sent it (JSON), sealed under the shopper's key. */
    payload: z.string(),
  }),
});
