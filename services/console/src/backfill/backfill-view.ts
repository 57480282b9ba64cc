import {
  BACKFILL_STATES,
  type BackfillJob,
  type Connection,
  dailyCapsOf,
} from '@ml-connector/connections';
import { z } from 'zod';
import { momentSchema } from '../http/moment.js';

export const backfillBody = z.strictObject({
  from: momentSchema.describe('Orders modified from this date or date-time on are read.'),
});

export const backfillSchema = z.strictObject({
  id: z.string(),
  from: z.iso.datetime(),
  state: z.enum(BACKFILL_STATES),
  progress: z.strictObject({
    seen: z.int(),
    new: z.int(),
    remaining: z.int().nullable().describe('Null until the shop was asked.'),
  }),
  error: z.string().nullable(),
  note: z
    .string()
    .nullable()
    .describe('What to know about the caps of a day; null where there is none.'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export const backfillView = (
  job: BackfillJob,
  connection: Pick<Connection, 'dailyCaps'>,
): z.infer<typeof backfillSchema> => {
  const { id, from, state, progress, error, createdAt, updatedAt } = job;
  return { id, from, state, progress, error, note: noteOf(connection), createdAt, updatedAt };
};

/** What posts documents does not know why an order was read. */
const noteOf = (connection: Pick<Connection, 'dailyCaps'>): string | null => {
  const { customers, documents } = dailyCapsOf(connection);
  const caps = [
    ...(customers === null ? [] : [`${customers.toLocaleString('en-US')} new customers`]),
    ...(documents === null ? [] : [`${documents.toLocaleString('en-US')} sales documents`]),
  ];
  return caps.length === 0
    ? null
    : `At most ${caps.join(' and ')} a day go into QuickBooks; what is more is held and goes on another day. Set dailyCaps of the connection to null while more of the past is read.`;
};
