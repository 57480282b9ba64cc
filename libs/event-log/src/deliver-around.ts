import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '@ml-connector/kernel';
import type { LogRecord, RecordBatch } from './event-log.js';
import { failureReason, isWorthWaitingFor } from './failure-reason.js';
import type { ParkedRecords } from './parked-records.js';
import type { ParkingGroup } from './parking-group.js';

const TRIES = 3;
/** Between tries of one event that failed for a reason that we do not know, in milliseconds. */
const PAUSE = 20;

/**
 * Hands a batch to its group, around what is parked. When the group refuses it, it comes again in halves down to the
 * event that is at fault; the key of that event is parked, and the rest is handled.
 * @throws what is worth waiting for: then the whole batch comes again later.
 */
export const deliverAround = async (
  parked: ParkedRecords,
  group: ParkingGroup,
  batch: RecordBatch,
): Promise<void> => {
  const keys = [...new Set(batch.records.map(({ key }) => key))];
  const known = await parked.parkedOf(group.group, batch.topic, keys);
  await deliver({ parked, group, batch, keys: new Set(known) }, batch.records);
};

interface Delivery {
  readonly parked: ParkedRecords;
  readonly group: ParkingGroup;
  readonly batch: RecordBatch;
  /** Parked before or in the course of this delivery. */
  readonly keys: Set<string>;
}

const deliver = async (delivery: Delivery, records: readonly LogRecord[]): Promise<void> => {
  const { parked, group, keys } = delivery;
  const waiting = records.filter(({ key }) => keys.has(key));
  if (waiting.length > 0) await parked.queue(group.group, waiting);
  const free = waiting.length > 0 ? records.filter(({ key }) => !keys.has(key)) : records;
  const [first] = free;
  if (!first) return;
  if (free.length === 1) {
    await deliverAlone(delivery, first);
  } else if ((await failureOf(delivery, free)) !== null) {
    const middle = Math.ceil(free.length / 2);
    await deliver(delivery, free.slice(0, middle));
    await deliver(delivery, free.slice(middle));
  }
};

const deliverAlone = async (delivery: Delivery, record: LogRecord): Promise<void> => {
  const { parked, group, keys } = delivery;
  let failure: Failure | null = null;
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (failure && !isAppError(failure.error)) await sleep(PAUSE);
    failure = await failureOf(delivery, [record]);
    if (failure === null) return;
  }
  const reason = failureReason(failure?.error);
  keys.add(record.key);
  const parkedKey = await parked.park(group.group, record, reason);
  group.onParked?.(parkedKey);
};

interface Failure {
  readonly error: unknown;
}

const failureOf = async (
  { group, batch }: Delivery,
  records: readonly LogRecord[],
): Promise<Failure | null> => {
  try {
    await group.handle({ ...batch, records });
    return null;
  } catch (error) {
    if (isWorthWaitingFor(error)) throw error;
    return { error };
  }
};
