import { setImmediate } from 'node:timers/promises';
import type { Topic } from '@ml-connector/contracts';
import type { DocumentStore } from '@ml-connector/document-store';
import type { EventLog, LogRecord } from '@ml-connector/event-log';
import { isAppError } from '@ml-connector/kernel';
import { AUDIT_RECORDS, type AuditRecord } from '../chain/audit-record.js';
import type { Standing } from './compare-record.js';

const PAGE = 200;

interface Sources {
  readonly store: DocumentStore;
  readonly log: Pick<EventLog, 'read'>;
}

/** What the log and the audit's own records say of one offset. */
export interface Pair {
  readonly logged: Standing<LogRecord>;
  readonly kept: Standing<AuditRecord>;
}

interface Range {
  readonly topic: Topic;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/** Both, offset by offset up to `end`, read page by page. */
export async function* sideBySide(
  { store, log }: Sources,
  { topic, partition }: Pick<Range, 'topic' | 'partition'>,
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
  log: Sources['log'],
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
