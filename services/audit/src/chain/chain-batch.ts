import type { DocumentStore, Stored } from '@ml-connector/document-store';
import type { LogRecord, RecordBatch } from '@ml-connector/event-log';
import { AppError, type Failpoint } from '@ml-connector/kernel';
import { AUDIT_HEADS, type AuditHead, auditHeadId, newAuditHead } from './audit-head.js';
import { AUDIT_RECORDS, type AuditRecord, auditRecordId, auditRecordOf } from './audit-record.js';
import { leafOf } from './leaf.js';

export interface ChainPorts {
  readonly store: DocumentStore;
  readonly failpoint: Failpoint;
  /** Told when a record is not what was chained, or offsets are missing. */
  readonly onAlarm: (alarm: NonNullable<AuditHead['alarm']> & AuditPlace) => void;
}

export interface AuditPlace {
  readonly topic: string;
  readonly partition: number;
}

/**
 * Chains a batch: first the records, each by its place and never over another, then the end of the chain. A crash in
 * between, or a batch that comes twice, finds what it wrote and compares it; what differs raises the alarm and stays.
 * @throws AppError CONFLICT if somebody else chains this partition; the batch comes again.
 */
export const chainBatch = async (ports: ChainPorts, batch: RecordBatch): Promise<void> => {
  const heads = ports.store.collection(AUDIT_HEADS);
  const id = auditHeadId(batch);
  const stored: Stored<AuditHead> | null = await heads.get(id);
  const head = stored?.value ?? newAuditHead(batch.topic, batch.partition);
  const fresh = batch.records.filter(({ offset }) => offset >= head.next);
  const repeated = batch.records.filter(({ offset }) => offset < head.next);
  const records = chained(head, fresh);
  const alarm =
    (await differing(ports.store, repeated)) ??
    gapIn(head, fresh) ??
    (await insert(ports.store, records));
  if (alarm) ports.onAlarm({ ...alarm, topic: batch.topic, partition: batch.partition });
  await ports.failpoint('audit.chained');
  const last = records.at(-1);
  const next: AuditHead = {
    ...head,
    ...(last ? { next: last.offset + 1, chain: last.chain } : {}),
    alarm: head.alarm ?? alarm,
  };
  if (next.next === head.next && next.alarm === head.alarm) return;
  const outcome = stored
    ? await heads.replace(id, stored.version, next)
    : await heads.insert(id, next);
  if (outcome === 'conflict' || outcome === 'exists')
    throw new AppError('CONFLICT', 'Somebody else chains this partition.');
};

type Alarm = NonNullable<AuditHead['alarm']> | null;

const chained = (head: AuditHead, records: readonly LogRecord[]): readonly AuditRecord[] => {
  let before = head.chain;
  return records.map((record) => {
    const made = auditRecordOf(record, before);
    before = made.chain;
    return made;
  });
};

const gapIn = (head: AuditHead, records: readonly LogRecord[]): Alarm => {
  const gap = records.find(({ offset }, index) => offset !== head.next + index);
  return gap ? { offset: gap.offset, what: 'gap' } : null;
};

const insert = async (store: DocumentStore, records: readonly AuditRecord[]): Promise<Alarm> => {
  if (records.length === 0) return null;
  const collection = store.collection(AUDIT_RECORDS);
  const outcomes = await collection.insertMany(
    records.map((value) => ({ id: auditRecordId(value), value })),
  );
  const standing = records.filter((_record, index) => outcomes[index] === 'exists');
  if (standing.length === 0) return null;
  const found = new Map(
    (await collection.getMany(standing.map(auditRecordId))).map(({ id, value }) => [id, value]),
  );
  const other = standing.find((record) => found.get(auditRecordId(record))?.chain !== record.chain);
  return other ? { offset: other.offset, what: 'differs' } : null;
};

const differing = async (store: DocumentStore, records: readonly LogRecord[]): Promise<Alarm> => {
  if (records.length === 0) return null;
  const found = new Map(
    (await store.collection(AUDIT_RECORDS).getMany(records.map(auditRecordId))).map(
      ({ id, value }) => [id, value],
    ),
  );
  const other = records.find((record) => found.get(auditRecordId(record))?.leaf !== leafOf(record));
  return other ? { offset: other.offset, what: 'differs' } : null;
};
