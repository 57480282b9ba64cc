import type { Company, OpenSet, Session } from '../company/company.js';
import { isUnguarded } from '../fence/with-fencing.js';
import { mayStillRun } from './resolve-doubts.js';

/** Whether an open set may still run on the PC that got it, seen from the session that asks. */
export interface Doubt {
  readonly unguarded: boolean;
  readonly elsewhere: boolean;
  readonly mayStillRun: (now: number, settleMs: number) => boolean;
}

/**
 * Behind the fence a set that has not begun cannot run any more; where a computer is not told, it is taken for the same.
 * Without the fence only the Web Connector that asks is surely through with it: the same session, or the same computer
 * after a while; one that is not known is taken for another.
 */
export const doubtOf = (company: Company, open: OpenSet, session: Session): Doubt => {
  const [one, other] = [open.computer, session.computer];
  if (!isUnguarded(company, open)) {
    return {
      unguarded: false,
      elsewhere: one !== null && other !== null && one !== other,
      mayStillRun: (now, settleMs) => mayStillRun(open, now, settleMs),
    };
  }
  const isOwn = open.epoch === session.epoch;
  return {
    unguarded: true,
    elsewhere: !isOwn && (one === null || one !== other),
    mayStillRun: (now, settleMs) => !isOwn && now - Date.parse(open.committedAt) < settleMs,
  };
};
