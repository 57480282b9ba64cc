import { KEY_TOPIC } from '@ml-connector/contracts';
import {
  answerInTime,
  type EventLog,
  type LogRecord,
  type Positions,
} from '@ml-connector/event-log';
import { AppError, type Clock, isAppError } from '@ml-connector/kernel';
import type { KeyLedger, ToldKey } from '@ml-connector/sealing';
import { z } from 'zod';

export interface LogKeyLedgerOptions {
  readonly log: Pick<EventLog, 'append' | 'ends' | 'read'>;
  /** In the database that may be put back: what is read anew follows from it. */
  readonly positions: Positions;
  readonly clock: Clock;
  /** How long a key waits for the log, in milliseconds: a delivery waits for the key. Default 4 s. */
  readonly patienceMs?: number;
}

const GROUP = 'sealing.keys';
const READ_AT_ONCE = 500;
const PATIENCE_MS = 4_000;
/** After a failure the log is not asked for so long. */
const REST_MS = 5_000;

const toldSchema = z.strictObject({
  id: z.string(),
  connectionId: z.string(),
  owner: z.string(),
  mark: z.string(),
  wrapped: z.string().nullable(),
});

/** Data keys as records of a compacted topic, by id and mark. */
export const logKeyLedger = (options: LogKeyLedgerOptions): KeyLedger => {
  const { log, positions, clock, patienceMs = PATIENCE_MS } = options;
  let restsUntil = 0;
  return {
    async tell(keys) {
      if (clock.now() < restsUntil) throw away();
      try {
        await answerInTime(patienceMs, log.append(KEY_TOPIC, keys.map(recordOf)));
      } catch (error) {
        if (isAppError(error, 'LOG_UNAVAILABLE')) restsUntil = clock.now() + REST_MS;
        throw error;
      }
    },
    async readNew(take) {
      const standing = await positions.load(GROUP, KEY_TOPIC);
      for (const { partition, first, next } of await log.ends(KEY_TOPIC)) {
        let at = Math.max(first, standing.get(partition)?.next ?? 0);
        while (at < next) {
          const records = await log.read(KEY_TOPIC, partition, at, READ_AT_ONCE);
          await take(records.map(toldIn));
          // Compacted away up to the end: nothing is left to read.
          at = (records.at(-1)?.offset ?? next - 1) + 1;
          await positions.save(GROUP, KEY_TOPIC, partition, at);
        }
      }
    },
  };
};

const recordOf = ({ id, connectionId, owner, mark, wrapped }: ToldKey) => ({
  key: `${id}|${mark}`,
  value: new TextEncoder().encode(JSON.stringify({ id, connectionId, owner, mark, wrapped })),
  headers: {},
});

/** @throws ZodError on what nobody of us wrote. */
const toldIn = ({ value }: LogRecord): ToldKey =>
  toldSchema.parse(JSON.parse(new TextDecoder().decode(value)));

const away = (): AppError => new AppError('LOG_UNAVAILABLE', 'The log does not answer.');
