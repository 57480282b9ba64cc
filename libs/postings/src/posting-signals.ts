import { Counter, Histogram, type Registry } from 'prom-client';
import type { Posting } from './posting.js';
import type { PostingEvent } from './posting-fact.js';

/** What the writer of postings tells whoever watches it. */
export interface PostingSignals {
  /** Events of one posting are durable. */
  written(before: Posting | null, after: Posting, events: readonly PostingEvent[]): void;
  /** Somebody else was faster; the commands decide again. */
  conflicts(postings: number): void;
}

export const SILENT_SIGNALS: PostingSignals = {
  written: () => undefined,
  conflicts: () => undefined,
};

const MINUTE = 60;
const HOUR = 3_600;
const BUCKETS = [
  10,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  4 * HOUR,
  12 * HOUR,
  24 * HOUR,
  72 * HOUR,
];

/** Counts in these metrics; services of one process share the counters. */
export const createPostingSignals = (metrics: Registry): PostingSignals => {
  const known = signalsOf.get(metrics);
  if (known) return known;
  const events = new Counter({
    name: 'ml_connector_posting_events_total',
    help: 'What happened to postings, by event and kind of document.',
    labelNames: ['event', 'kind'],
    registers: [metrics],
  });
  const latency = new Histogram({
    name: 'ml_connector_posting_seconds',
    help: 'From the first wish to the document in QuickBooks.',
    labelNames: ['kind'],
    buckets: BUCKETS,
    registers: [metrics],
  });
  const prevented = new Counter({
    name: 'ml_connector_duplicates_prevented_total',
    help: 'Documents whose answer was lost and that were found in QuickBooks instead of being sent again.',
    labelNames: ['kind'],
    registers: [metrics],
  });
  const conflicts = new Counter({
    name: 'ml_connector_posting_conflicts_total',
    help: 'Writes of postings that were decided again because somebody else was faster.',
    registers: [metrics],
  });
  const signals: PostingSignals = {
    written: (before, after, happened) => {
      const { kind } = after;
      for (const { type, recordedAt } of happened) {
        events.inc({ event: type, kind });
        if (type !== 'PostingPosted') continue;
        if (before?.state === 'in-doubt') prevented.inc({ kind });
        if (before?.document === null)
          latency.observe({ kind }, (Date.parse(recordedAt) - Date.parse(after.createdAt)) / 1_000);
      }
    },
    conflicts: (postings) => conflicts.inc(postings),
  };
  signalsOf.set(metrics, signals);
  return signals;
};

const signalsOf = new WeakMap<Registry, PostingSignals>();
