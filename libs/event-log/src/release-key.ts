import { AppError } from '@ml-connector/kernel';
import type { EventLog, LogRecord } from './event-log.js';
import { failureReason, isWorthWaitingFor } from './failure-reason.js';
import type { ParkedRecord } from './parked-collections.js';
import type { ParkedRecords } from './parked-records.js';
import type { KeyOfGroup, ParkingGroup } from './parking-group.js';

/** `still-parked`: an event failed again, for `reason`; those before it are handled, it and those behind it wait on. */
export type ReleaseOutcome =
  | { readonly outcome: 'released'; readonly handled: number }
  | { readonly outcome: 'still-parked'; readonly handled: number; readonly reason: string }
  | { readonly outcome: 'not-parked' };

interface ReleaseParts {
  readonly records: ParkedRecords;
  readonly log: Pick<EventLog, 'read'>;
  readonly group: ParkingGroup;
}

/** Nothing else may deliver to the key's partition meanwhile. */
export const releaseKey = async (
  { records, log, group }: ReleaseParts,
  parked: KeyOfGroup,
): Promise<ReleaseOutcome> => {
  let handled = 0;
  for (;;) {
    const waiting = await records.waiting(parked);
    if (waiting.length === 0) break;
    for (const place of waiting) {
      const record = await recordAt(log, parked, place);
      const reason = await reasonAgainst(group, record);
      if (reason !== null) {
        await records.explain(parked, reason);
        return { outcome: 'still-parked', handled, reason };
      }
      await records.handled(place);
      handled += 1;
    }
  }
  await records.unpark(parked);
  return { outcome: 'released', handled };
};

const recordAt = async (
  log: ReleaseParts['log'],
  { topic }: KeyOfGroup,
  { partition, offset }: ParkedRecord,
): Promise<LogRecord> => {
  const [record] = await log.read(topic, partition, offset, 1);
  if (record?.offset === offset) return record;
  throw new AppError('STORE_CORRUPT', `The log lacks ${topic} ${partition}:${offset}.`);
};

const reasonAgainst = async (group: ParkingGroup, record: LogRecord): Promise<string | null> => {
  const { topic, partition } = record;
  try {
    await group.handle({ topic, partition, records: [record] });
    return null;
  } catch (error) {
    if (isWorthWaitingFor(error)) throw error;
    return failureReason(error);
  }
};
