import { setImmediate } from 'node:timers/promises';
import type { Topic } from '@ml-connector/contracts';
import type { DocumentStore } from '@ml-connector/document-store';
import type { EventLog, LogRecord } from '@ml-connector/event-log';
import { canonicalJson, isAppError } from '@ml-connector/kernel';
import { AUDIT_HEADS, auditHeadId } from '../chain/audit-head.js';
import { AUDIT_RECORDS, type AuditRecord, auditRecordOf } from '../chain/audit-record.js';
import { GENESIS, linkOf } from '../chain/leaf.js';

export interface VerifyPorts {
  readonly store: DocumentStore;
  readonly log: Pick<EventLog, 'read' | 'ends'>;
}

/** A record that is not as it was chained: in which of the two it was touched, and how. */
export interface BadRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** The log, the audit's own records, or the end of the chain. */
  readonly where: 'log' | 'audit' | 'head';
  readonly problem: 'altered' | 'removed' | 'inserted';
  readonly eventId: string | null;
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

const PAGE = 200;

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
    const bad = compare({ topic, partition, offset, before: chain }, logged, kept);
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

/** What stands there; `unreadable` for what was altered so that it is no record any more. */
type Standing<Record> = Record | 'unreadable' | undefined;

interface Pair {
  readonly logged: Standing<LogRecord>;
  readonly kept: Standing<AuditRecord>;
}

interface Range {
  readonly topic: Topic;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

async function* sideBySide(
  { store, log }: VerifyPorts,
  { topic, partition }: PartitionPlace,
  end: number,
): AsyncGenerator<Pair> {
  for (let from = 0; from < end; from += PAGE) {
    // The embedded store answers at once: without this nothing else would happen in the process meanwhile.
    await setImmediate();
    const range = { topic, partition, from, to: Math.min(from + PAGE, end) };
    const [logged, kept] = await Promise.all([
      oneByOneIfNeeded(range, (part) => readLog(log, part)),
      oneByOneIfNeeded(range, (part) => readKept(store, part)),
    ]);
    for (let offset = from; offset < range.to; offset += 1)
      yield { logged: logged.get(offset), kept: kept.get(offset) };
  }
}

/** One record that cannot be read must not hide which one it is. */
const oneByOneIfNeeded = async <Record>(
  range: Range,
  read: (range: Range) => Promise<ReadonlyMap<number, Record>>,
): Promise<ReadonlyMap<number, Standing<Record>>> => {
  try {
    return await read(range);
  } catch (error) {
    if (isAppError(error) && error.retryable) throw error;
    if (range.to - range.from === 1) return new Map([[range.from, 'unreadable' as const]]);
  }
  const found = new Map<number, Standing<Record>>();
  for (let from = range.from; from < range.to; from += 1)
    for (const [offset, standing] of await oneByOneIfNeeded({ ...range, from, to: from + 1 }, read))
      found.set(offset, standing);
  return found;
};

const readKept = async (
  store: DocumentStore,
  { topic, partition, from, to }: Range,
): Promise<ReadonlyMap<number, AuditRecord>> => {
  const { items } = await store.collection(AUDIT_RECORDS).find({
    index: 'byPlace',
    equals: [topic, partition],
    from,
    before: to,
    limit: PAGE,
  });
  return new Map(items.map(({ value }) => [value.offset, value]));
};

/** A page of the log may be shorter than asked for, by its size. */
const readLog = async (
  log: VerifyPorts['log'],
  { topic, partition, from, to }: Range,
): Promise<ReadonlyMap<number, LogRecord>> => {
  const found = new Map<number, LogRecord>();
  for (let at = from; at < to;) {
    const some = await log.read(topic, partition, at, to - at);
    for (const record of some) if (record.offset < to) found.set(record.offset, record);
    const last = some.at(-1);
    if (!last) return found;
    at = last.offset + 1;
  }
  return found;
};

const compare = (
  at: {
    readonly topic: string;
    readonly partition: number;
    readonly offset: number;
    readonly before: string;
  },
  logged: Standing<LogRecord>,
  kept: Standing<AuditRecord>,
): BadRecord | null => {
  const { before, ...place } = at;
  const expected = typeof logged === 'object' ? auditRecordOf(logged, before) : null;
  const bad = (where: BadRecord['where'], problem: BadRecord['problem']): BadRecord => ({
    ...place,
    where,
    problem,
    eventId: (typeof kept === 'object' ? kept.eventId : expected?.eventId) ?? null,
  });
  if (kept === undefined) return bad('audit', 'removed');
  if (kept === 'unreadable') return bad('audit', 'altered');
  if (logged === undefined) return bad('log', 'removed');
  if (expected === null) return bad('log', 'altered');
  if (canonicalJson(expected) === canonicalJson(kept)) return null;
  const isKeptSound = kept.chain === linkOf(before, kept.leaf);
  return isKeptSound && expected.leaf !== kept.leaf
    ? bad('log', 'altered')
    : bad('audit', 'altered');
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
