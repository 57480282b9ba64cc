import { ALL_TOPICS } from '@ml-connector/contracts';
import type { DocumentStore, Page, Query } from '@ml-connector/document-store';
import type { EventLog, LogRecord } from '@ml-connector/event-log';
import { AUDIT_RECORDS, type AuditRecord } from '../chain/audit-record.js';
import { type AuditEventView, auditEventView } from './audit-event-view.js';

export interface EventQuery {
  readonly connectionId?: string | undefined;
  readonly orderId?: number | undefined;
  readonly type?: string | undefined;
  /** Milliseconds since 1970, inclusive. By the time of appending. */
  readonly from?: number | undefined;
  /** Exclusive. */
  readonly to?: number | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface EventPage {
  readonly items: readonly AuditEventView[];
  readonly next: string | null;
}

/** Pages that are looked through for a type that no index finds; then the page stays short. */
const MOST_PAGES = 10;

/** Events in the order of appending. */
export const listEvents = async (
  { store, log }: { readonly store: DocumentStore; readonly log: Pick<EventLog, 'read'> },
  query: EventQuery,
): Promise<EventPage> => {
  const found: AuditRecord[] = [];
  const collection = store.collection(AUDIT_RECORDS);
  let cursor: string | null = query.cursor ?? '';
  for (
    let pages = 0;
    pages < MOST_PAGES && cursor !== null && found.length < query.limit;
    pages += 1
  ) {
    const page: Page<AuditRecord> = await collection.find({
      ...indexFor(query),
      limit: query.limit - found.length,
      ...(cursor === '' ? {} : { cursor }),
    });
    found.push(...page.items.map(({ value }) => value).filter((record) => fits(record, query)));
    cursor = page.next;
  }
  const items = await Promise.all(
    found.map(async (record) => auditEventView(record, await loggedOf(log, record))),
  );
  return { items, next: cursor };
};

type AuditIndex = keyof typeof AUDIT_RECORDS.indexes;

const indexFor = (query: EventQuery): Omit<Query<AuditIndex>, 'limit' | 'cursor'> => {
  const { connectionId, orderId, type, from, to } = query;
  const times = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { before: to }),
  };
  if (connectionId !== undefined && orderId !== undefined)
    return { index: 'byOrder', equals: [connectionId, orderId], ...times };
  if (connectionId !== undefined)
    return { index: 'byConnection', equals: [connectionId], ...times };
  if (type !== undefined) return { index: 'byType', equals: [type], ...times };
  return { index: 'byTime', equals: [], ...times };
};

const fits = (record: AuditRecord, { orderId, type }: EventQuery): boolean =>
  (orderId === undefined || record.orderId === orderId) &&
  (type === undefined || record.type === type);

const loggedOf = async (
  log: Pick<EventLog, 'read'>,
  { topic, partition, offset }: AuditRecord,
): Promise<LogRecord | undefined> => {
  const known = ALL_TOPICS.find((one) => one === topic);
  if (known === undefined) return undefined;
  const [record] = await log.read(known, partition, offset, 1);
  return record?.offset === offset ? record : undefined;
};
