import { z } from 'zod';

const place = {
  /** The consumer group that cannot handle the key. */
  group: z.string(),
  topic: z.string(),
  key: z.string(),
  partition: z.int().nonnegative(),
  offset: z.int().nonnegative(),
};

/** A key whose events a group sets aside; `offset` is the event that could not be handled. */
export const parkedKeySchema = z.object({
  ...place,
  /** In plain words, without customer data. */
  reason: z.string(),
  /** Milliseconds since 1970. */
  at: z.int().nonnegative(),
});

export type ParkedKey = z.infer<typeof parkedKeySchema>;

export const parkedKeysCollection = {
  name: 'parked-keys',
  schema: parkedKeySchema,
  indexes: { byGroup: ['group', 'topic', 'key'], byTime: ['at'] },
} as const;

/** An event that waits until its key is released: where it stands in the log, not what it says. */
export const parkedRecordSchema = z.object(place);

export type ParkedRecord = z.infer<typeof parkedRecordSchema>;

export const parkedRecordsCollection = {
  name: 'parked-records',
  schema: parkedRecordSchema,
  indexes: { byKey: ['group', 'topic', 'key', 'offset'] },
} as const;
