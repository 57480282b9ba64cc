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
  const events = Array.from({ length: partitions }, (_, partition) =>
    makeEvent(listsMarked, {
      id: deterministicId('lst', connectionId, 'ListsMarked', String(readUpTo), String(partition)),
      connectionId,
      key: keyIn(connectionId, partition, partitions),
      occurredAt: now,
      recordedAt: now,
      correlationId: causationId,
      causationId,
      data: { readUpTo, partition, partitions },
    }),
  );
  await publishEvents(gateway.log, TOPICS.lists, events);
};

/** The first key of the company that the log puts into this partition. */
const keyIn = (connectionId: string, partition: number, partitions: number): string => {
  for (let number = 0; ; number += 1) {
    const key = `${connectionId}|lists|${number}`;
    if (partitionForKey(key, partitions) === partition) return key;
  }
};
