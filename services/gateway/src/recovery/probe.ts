import { z } from 'zod';
import { foundDocumentSchema } from './found-document.js';

/** What the search for the documents of one set has brought so far, by posting. No personal data. */
export const probeSchema = z.strictObject({
  found: z.record(z.string(), foundDocumentSchema),
  /** Documents with the number of one of ours, made since, but without its mark. */
  suspicious: z.array(z.string()),
  /** Deleted meanwhile, by number. */
  deleted: z.array(z.string()),
  /** Of documents that were to be changed or to end, how they stand: as wished, as before (or otherwise), or not at all. */
  changes: z.record(z.string(), z.enum(['done', 'open', 'gone'])).optional(),
  /** Iterators of the queries that have more pages, by transaction type. */
  iterators: z.record(z.string(), z.string()),
  begun: z.boolean(),
});
export type Probe = z.infer<typeof probeSchema>;

export const NO_PROBE: Probe = {
  found: {},
  suspicious: [],
  deleted: [],
  iterators: {},
  begun: false,
};
