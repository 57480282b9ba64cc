import { POLLS_EVERY_MS } from '@ml-connector/connections';
import type { Company } from '../company/company.js';
import { hasWork, type Facts } from './next-step.js';

const SECOND_MS = 1_000;
const SHORTEST_SECONDS = 5;
/** News is not held up longer than this by what waits. */
const LONGEST_SECONDS = 5 * 60;
/** A person cannot tick less in the Web Connector, so a shorter interval seen lately was one that we asked for. */
const LEAST_INTERVAL_MS = 60 * SECOND_MS;

/** How often the Web Connector calls by itself. */
export interface Rhythm {
  /** Milliseconds between its last two calls; null: not known. */
  readonly everyMs: number | null;
  /** What its owner asked for; null: nothing. */
  readonly minimumSeconds: number | null;
}

/**
 * Seconds after which a login shall come again, because what waits can be done then and nothing before; null where it
 * begins, finds nothing to do, or will come in time by itself.
 */
export const postponeSeconds = (
  company: Company,
  facts: Facts,
  { everyMs, minimumSeconds }: Rhythm,
): number | null => {
  const { now } = facts;
  const minimum = minimumSeconds ?? 0;
  const expectedMs = Math.max(everyMs ?? POLLS_EVERY_MS, LEAST_INTERVAL_MS, minimum * SECOND_MS);
  const until = settlesAt(company, now) ?? backsOffUntil(company, facts, now + expectedMs);
  if (until === null) return null;
  const seconds = Math.ceil((until - now) / SECOND_MS);
  return Math.max(Math.min(Math.max(seconds, SHORTEST_SECONDS), LONGEST_SECONDS), minimum);
};

/** Our store is older than the company file, and what it does not know may still be running: nothing comes before. */
const settlesAt = (
  { pairing, fence, isUnfenced, openSet, vanished, reread }: Company,
  now: number,
): number | null => {
  const isIntroduced = pairing !== null && (fence !== null || isUnfenced === true);
  if (!isIntroduced || openSet !== null || vanished !== null) return null;
  const settles = Date.parse(reread?.settlesAt ?? '');
  return settles > now ? settles : null;
};

/** All that waits was refused for a lock, and the next try is due before the next call. */
const backsOffUntil = (company: Company, facts: Facts, nextCall: number): number | null => {
  const { backsOffUntil: until } = facts;
  return until !== null && until < nextCall && !hasWork(company, facts) ? until : null;
};
