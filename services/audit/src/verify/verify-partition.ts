import type { Topic } from '@ml-connector/contracts';
import type { DocumentStore } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import { AUDIT_HEADS, auditHeadId } from '../chain/audit-head.js';
import { AUDIT_RECORDS } from '../chain/audit-record.js';
import { GENESIS } from '../chain/leaf.js';
import { type BadRecord, compareRecord } from './compare-record.js';
import { sideBySide } from './side-by-side.js';

export interface VerifyPorts {
  readonly store: DocumentStore;
  readonly log: Pick<EventLog, 'read' | 'ends'>;
}

export interface PartitionVerdict {
  readonly topic: string;
  readonly partition: number;
  /** Records that were compared. */
  readonly checked: number;
  /** Records of the log that are not chained yet. */
  readonly pending: number;
  readonly firstBad: BadRecord | null;
}

export interface PartitionPlace {
  readonly topic: Topic;
  readonly partition: number;
  /** Half-open range of the log. */
  readonly first: number;
  readonly next: number;
}

/**
 * Reads a partition of the log and its audit records again, side by side and page by page, and reckons the chain anew.
 * Memory is bounded by a page; the time is linear in the records. It ends at the first bad record.
 */
export const verifyPartition = async (
  ports: VerifyPorts,
  place: PartitionPlace,
): Promise<PartitionVerdict> => {
  const { topic, partition } = place;
  const head = (await ports.store.collection(AUDIT_HEADS).get(auditHeadId(place)))?.value;
  const chainedTo = head?.next ?? 0;
  const verdict = (checked: number, firstBad: BadRecord | null): PartitionVerdict => ({
    topic,
    partition,
    checked,
    pending: Math.max(place.next - chainedTo, 0),
    firstBad,
  });

  let chain = GENESIS;
  let offset = 0;
  for await (const { logged, kept } of sideBySide(ports, place, chainedTo)) {
    const bad = compareRecord({ topic, partition, offset, before: chain }, logged, kept);
    if (bad) return verdict(offset, bad);
    chain = typeof kept === 'object' ? kept.chain : chain;
    offset += 1;
  }
  const surplus = await firstSurplus(ports.store, place, chainedTo);
  if (surplus) return verdict(offset, surplus);
  const isEndRight = (head?.chain ?? GENESIS) === chain;
  return verdict(
    offset,
    isEndRight
      ? null
      : { topic, partition, offset: chainedTo, where: 'head', problem: 'altered', eventId: null },
  );
};

/** A record that was put behind the end of the chain, where nothing was chained yet. */
const firstSurplus = async (
  store: DocumentStore,
  { topic, partition, next }: PartitionPlace,
  chainedTo: number,
): Promise<BadRecord | null> => {
  const { items } = await store
    .collection(AUDIT_RECORDS)
    .find({ index: 'byPlace', equals: [topic, partition], from: chainedTo, limit: 1 });
  const [surplus] = items;
  // Records of a batch stand a moment before the end of the chain follows; those the log knows.
  if (!surplus || surplus.value.offset < next) return null;
  const { offset, eventId } = surplus.value;
  return { topic, partition, offset, where: 'audit', problem: 'inserted', eventId };
};
