import { listsMarked, makeEvent, TOPICS } from '@ml-connector/contracts';
import { partitionForKey, publishEvents } from '@ml-connector/event-log';
import { deterministicId, isoTime } from '@ml-connector/kernel';
import type { Gateway } from '../gateway-ports.js';

/**
 * Tells in every partition of the lists' topic that all which readings up to this one showed was told before; durable
 * when it resolves. Objects of one reading go through several partitions: only so can a reader know it whole.
 */
export const publishMarks = async (
  gateway: Gateway,
  mark: { readonly connectionId: string; readonly causationId: string; readonly readUpTo: number },
): Promise<void> => {
  const { connectionId, causationId, readUpTo } = mark;
  const partitions = (await gateway.log.ends(TOPICS.lists)).length;
  const now = isoTime(gateway.clock.now());
  const events = keysOfAll(connectionId, partitions).map((key, partition) =>
    makeEvent(listsMarked, {
      id: deterministicId('lst', connectionId, 'ListsMarked', String(readUpTo), String(partition)),
      connectionId,
      key,
      occurredAt: now,
      recordedAt: now,
      correlationId: causationId,
      causationId,
      data: { readUpTo, partition, partitions },
    }),
  );
  await publishEvents(gateway.log, TOPICS.lists, events);
};

/** For each partition the first key of the company that the log puts there. */
const keysOfAll = (connectionId: string, partitions: number): readonly string[] => {
  const keys: string[] = [];
  for (let number = 0, found = 0; found < partitions; number += 1) {
    const key = `${connectionId}|lists|${number}`;
    const partition = partitionForKey(key, partitions);
    if (keys[partition] !== undefined) continue;
    keys[partition] = key;
    found += 1;
  }
  return keys;
};
