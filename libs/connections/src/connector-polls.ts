import type { CollectionDefinition } from '@ml-connector/document-store';
import { sha256Hex } from '@ml-connector/kernel';
import { z } from 'zod';
import type { Connection } from './connection.js';

const pollSchema = z.strictObject({
  /** When a Web Connector last logged in with the right password. */
  at: z.iso.datetime().nullable(),
  /** Milliseconds between that login and the one before; null until there were two. */
  everyMs: z.int().nonnegative().nullable(),
  /** When one was last turned away for its password. */
  refusedAt: z.iso.datetime().nullable(),
});
export type Poll = z.infer<typeof pollSchema>;

/** Milliseconds between two calls as the .qwc file asks; the owner may have set another interval in the Web Connector. */
export const POLLS_EVERY_MS = 5 * 60_000;

/** That many calls in a row may fail to come. */
const MISSED = 3;

/** Whether a Web Connector that called before has missed calls. `now` in milliseconds. */
export const isQuiet = (
  { at, everyMs }: Poll,
  now: number,
  asked: Pick<Connection, 'minimumIntervalSeconds'> = {},
): boolean => {
  const askedMs = (asked.minimumIntervalSeconds ?? 0) * 1_000;
  const expectedMs = Math.max(everyMs ?? 0, POLLS_EVERY_MS, askedMs);
  return at !== null && now - Date.parse(at) > MISSED * expectedMs;
};

const bucketSchema = z.strictObject({ polls: z.record(z.string(), pollSchema) });

/**
 * When Web Connectors called, by connection; many connections in one document, because each of them calls every few
 * minutes and none of these calls is worth a write of its own. Written by the gateway about once a minute, shown by the
 * console. Not an event.
 */
export const CONNECTOR_POLLS = {
  name: 'connector-polls',
  schema: bucketSchema,
  indexes: {},
} as const satisfies CollectionDefinition<z.infer<typeof bucketSchema>, never>;

const BUCKETS = 64;

/** The document that tells of a connection. */
export const pollBucketOf = (connectionId: string): string =>
  `polls-${Number.parseInt(sha256Hex(connectionId).slice(0, 8), 16) % BUCKETS}`;

export const POLL_BUCKETS: readonly string[] = Array.from(
  { length: BUCKETS },
  (_, index) => `polls-${index}`,
);
