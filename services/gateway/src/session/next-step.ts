import type { Company, Purpose, Session } from '../company/company.js';
import { isUnguarded } from '../fence/with-fencing.js';

const SECOND_MS = 1_000;
/** With work at hand, lists older than this are read first. */
const LISTS_FRESH_MS = 5 * 60 * SECOND_MS;
/** What makes list objects goes out only so soon after a reading of its own session, … */
const MAKING_FRESH_MS = 60 * SECOND_MS;
/** … or where the lists take long: a twentieth of the time for reading is enough. */
const READING_SHARE = 20;
/** Something is held that a change in QuickBooks may have mended. */
const LISTS_HOPEFUL_MS = 60 * SECOND_MS;
/** Nothing asks for them. */
const LISTS_IDLE_MS = 15 * 60 * SECOND_MS;
/** How often a session waits (the Web Connector takes 5 s each) for mapping to think over what was learnt. */
const MAX_WAITS = 6;

/** What the decision needs to know beside the company. */
export interface Facts {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Something is ready that makes no list object. */
  readonly hasReady: boolean;
  /** Customers or items are ready to be made, decided with all that was read of the lists. */
  readonly hasKnowing: boolean;
  /** Some were decided before the lists were read the last time: mapping decides again. */
  readonly hasOutread: boolean;
  /** Nothing is ready, but something is claimed: where no session is under way, one broke off before its set was made. */
  readonly hasClaims: boolean;
  /** Something is ready that the cap of the day has no room for. Nobody looked any further. */
  readonly hasOver: boolean;
  /** Postings are held for something that QuickBooks may have meanwhile. */
  readonly hasHopeful: boolean;
  /** Some of them need nothing but that mapping reads what was learnt. */
  readonly isCatchingUp: boolean;
  /** When the next try of what was refused for a lock is due, in milliseconds; null: nothing waits for one. */
  readonly backsOffUntil: number | null;
}

export type Step =
  | { readonly step: 'ask'; readonly purpose: Purpose }
  /** A set was committed whose bytes never left. */
  | { readonly step: 'hand'; readonly setId: string }
  /** What has no room today is held. */
  | { readonly step: 'hold' }
  | { readonly step: 'wait' }
  | { readonly step: 'end' };

/** What a session does next: recovery before reading, reading before writing. */
export const nextStep = (company: Company, session: Session, facts: Facts): Step =>
  urgentStep(company, session, facts.now) ??
  (facts.hasOver ? { step: 'hold' } : null) ??
  readStep(company, session, facts) ??
  writeStep(session, facts);

/** What comes before reading and writing, whatever is ready; `null` where nothing does. */
export const urgentStep = (company: Company, session: Session, now: number): Step | null => {
  if (session.over !== null) return { step: 'end' };
  if (!session.identified) return ask('identity');
  if (session.pauseUntil !== null && Date.parse(session.pauseUntil) > now) {
    return { step: 'wait' };
  }
  return (
    fenceStep(company, session) ?? recoveryStep(company, session) ?? reconcileStep(company, now)
  );
};

const ask = (purpose: Purpose): Step => ({ step: 'ask', purpose });

const fenceStep = ({ fence, isUnfenced }: Company, session: Session): Step | null => {
  if (isUnfenced === true) return null;
  if (fence === null) return ask(session.fenceMissing ? 'fence-make' : 'fence-find');
  return session.fenceUnsure ? ask('fence-read') : null;
};

const recoveryStep = (company: Company, session: Session): Step | null => {
  const { openSet, fence } = company;
  if (openSet === null) return null;
  if (openSet.stage !== 'out' && isUnguarded(company, openSet)) return ask('probe');
  switch (openSet.stage) {
    case 'out':
      return openSet.epoch === session.epoch && session.asked === null
        ? { step: 'hand', setId: openSet.setId }
        : { step: 'end' };
    case 'move':
      if (fence?.editSequence === openSet.fenceEditSequence) return ask('fence-move');
      return ask(openSet.undecided === null ? 'resend' : 'probe');
    case 'resend':
      return ask('resend');
    case 'probe':
      return ask('probe');
  }
};

const reconcileStep = ({ vanished, reread }: Company, now: number): Step | null => {
  if (vanished !== null) return ask('vanished');
  if (reread === null) return null;
  const { settlesAt } = reread;
  return settlesAt !== null && Date.parse(settlesAt) > now ? { step: 'wait' } : ask('reread');
};

const readStep = (company: Company, session: Session, facts: Facts): Step | null => {
  if (session.lookups.length > 0) return ask('lookup');
  if (session.reading !== null) {
    return session.reading.letsPass && facts.hasReady ? null : ask('lists');
  }
  const isToMake = facts.hasKnowing || facts.hasOutread;
  const mustRead = listsAreDue(company, facts) || (isToMake && !mayMake(session, facts.now));
  return mustRead ? ask('lists') : null;
};

const writeStep = (session: Session, facts: Facts): Step => {
  if (facts.hasReady || (facts.hasKnowing && mayMake(session, facts.now))) return ask('post');
  const mayWait = (session.learnt || facts.hasOutread) && session.waits < MAX_WAITS;
  return mayWait && (facts.isCatchingUp || facts.hasOutread || session.waits === 0)
    ? { step: 'wait' }
    : { step: 'end' };
};

/**
 * Whether list objects may be made now (milliseconds): the session itself has read the lists, a moment ago, so that what
 * a person typed in before is known.
 */
export const mayMake = (
  { reading, listsReadAt, listsTookMs }: Pick<Session, 'reading' | 'listsReadAt' | 'listsTookMs'>,
  now: number,
): boolean => {
  if (reading !== null || listsReadAt === null) return false;
  const freshMs = Math.max(MAKING_FRESH_MS, listsTookMs * READING_SHARE);
  return now - Date.parse(listsReadAt) < Math.min(freshMs, LISTS_FRESH_MS);
};

/** Whether the lists are due to be read. */
export const listsAreDue = ({ lists }: Company, facts: Facts): boolean => {
  if (lists.readAt === null) return true;
  const age = facts.now - Date.parse(lists.readAt);
  if (isWaiting(facts)) return age >= LISTS_FRESH_MS;
  return age >= (facts.hasHopeful ? LISTS_HOPEFUL_MS : LISTS_IDLE_MS);
};

/** Whether a login finds anything to do. */
export const hasWork = (company: Company, facts: Facts): boolean =>
  company.pairing === null ||
  (company.fence === null && company.isUnfenced !== true) ||
  company.openSet !== null ||
  company.reread !== null ||
  company.vanished !== null ||
  (company.session !== null && company.session.over === null) ||
  isWaiting(facts) ||
  facts.hasClaims ||
  facts.hasOver ||
  listsAreDue(company, facts);

/** Whether documents wait to be written. */
const isWaiting = ({ hasReady, hasKnowing, hasOutread }: Facts): boolean =>
  hasReady || hasKnowing || hasOutread;
