import type { LogRecord } from '@ml-connector/event-log';
import { canonicalJson } from '@ml-connector/kernel';
import { type AuditRecord, auditRecordOf } from '../chain/audit-record.js';
import { linkOf } from '../chain/leaf.js';

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

/** What stands there; `unreadable` for what was altered so that it is no record any more. */
export type Standing<Record> = Record | 'unreadable' | undefined;

/** What is wrong at one place of the chain, or null. @param at the place, and the chain before it */
export const compareRecord = (
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
