import type { Company } from '../company/company.js';

const TAKEOVER_MS = 5_000;

/** Whether a login may begin a session while another one may be under way. */
export type Admission = 'free' | 'takes-over' | 'busy';

/**
 * A session lives for `idleMs` after its last call. Behind the fence a login takes over sooner: what the other one still
 * holds cannot execute once the fence has moved.
 */
export const mayBegin = (company: Company, now: number, idleMs: number): Admission => {
  const { session, fence } = company;
  if (session === null || session.over !== null) return 'free';
  const silentMs = now - Date.parse(session.lastCallAt);
  if (silentMs >= idleMs) return 'takes-over';
  return fence !== null && silentMs >= TAKEOVER_MS ? 'takes-over' : 'busy';
};
