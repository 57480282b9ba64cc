import { learnStanding } from '../changes/learn-standing.js';
import { hresultMeaning, parseAnswer, type QbAnswer } from '@ml-connector/qbxml';
import type { Company, Purpose, Session } from '../company/company.js';
import { learnIdentity } from '../company/learn-identity.js';
import { learnFence } from '../fence/learn-fence.js';
import type { Gateway } from '../gateway-ports.js';
import { learnLists } from '../lists/learn-lists.js';
import { learnLookup } from '../lists/look-up.js';
import { learnProbe } from '../recovery/learn-probe.js';
import { NO_PROBE } from '../recovery/probe.js';
import { learnReread } from '../recovery/reread.js';
import { learnVanished } from '../recovery/seek-vanished.js';
import { openSought } from '../recovery/sought.js';
import { applyAnswer, recordAnswer } from '../sets/apply-answer.js';
import { openSet } from '../sets/hand-out.js';
import { answerTo, ownAnswer } from '../sets/own-answer.js';
import { provesNothing } from '../recovery/proves-nothing.js';
import type { ReceivedResponse } from '../soap/web-connector-calls.js';
import { learnFailure } from './learn-failure.js';
import { findSession, saveCompany, touched } from './live-session.js';
import { percentDone } from './percent-done.js';
import { refusedCompany, WRONG_FILE } from './prepare-session.js';

const ATTEMPTS = 3;
const FAILED = -1;
const UNREADABLE = 'unreadable-answer';
const CANNOT_READ =
  'The answer of QuickBooks could not be read. Nothing is lost: the next update finds out what was done.';

/**
 * Takes an answer. It is acknowledged, by a number that is not negative, only after everything it says is durable.
 * @returns percent done; 100 only when nothing is left; negative where getLastError has a sentence.
 */
export const receiveResponse = async (
  gateway: Gateway,
  received: ReceivedResponse,
): Promise<number> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const live = await findSession(gateway, received.ticket);
    if (!live || live.session.asked === null) {
      gateway.logger.warn({ event: 'recv.unexpected' }, 'An answer came that nobody waits for.');
      return FAILED;
    }
    const { asked } = live.session;
    const learnt = await learn(gateway, live.company, { session: live.session, asked, received });
    if (learnt === 'foreign') {
      const { connectionId } = live.company;
      gateway.logger.warn(
        { event: 'recv.foreign', connectionId },
        'An answer came to another set.',
      );
      return FAILED;
    }
    const company = touched(gateway, learnt, { asked: null });
    const saved = await saveCompany(gateway, live.stored, company);
    if (!saved) continue;
    if (asked.purpose !== 'post') {
      const tookMs = gateway.clock.now() - Date.parse(live.session.lastCallAt);
      const kind = asked.purpose.startsWith('fence') ? 'fence' : 'read';
      gateway.signals.roundTrip(kind, tookMs);
    }
    await gateway.failpoint('gw.answered');
    if (company.session === null || company.session.over !== null) return FAILED;
    return await percentDone(gateway, company, company.session);
  }
  return FAILED;
};

interface Told {
  readonly session: Session;
  readonly asked: NonNullable<Session['asked']>;
  readonly received: ReceivedResponse;
}

/** `foreign` where the answer is none to what was asked: nothing changes, and the true one may still come. */
const learn = async (
  gateway: Gateway,
  company: Company,
  told: Told,
): Promise<Company | 'foreign'> => {
  const { session, asked, received } = told;
  if (received.hresult.trim() !== '' || received.response.trim() === '') {
    const meaning = hresultMeaning(received.hresult);
    return await learnFailure(gateway, company, { session, asked, meaning });
  }
  const { connectionId } = company;
  const { purpose, setId } = asked;
  const answer = readable(received.response);
  if (purpose === 'post' || purpose === 'resend') {
    return await learnSet(gateway, company, { session, asked, raw: received.response, answer });
  }
  const own = answer && ownAnswer(answer, setId);
  if (answer && !own) return 'foreign';
  if (!own || countOf(own) < asked.count) {
    gateway.logger.warn({ event: 'recv.unreadable', connectionId, setId }, CANNOT_READ);
    return refusedCompany(company, session, CANNOT_READ, UNREADABLE);
  }
  const learnt = await learnAnswer(gateway, company, { session, purpose, setId, answer: own });
  if (typeof learnt === 'string') {
    const cause = purpose === 'identity' ? WRONG_FILE : purpose;
    return refusedCompany(company, session, learnt, cause);
  }
  return learnt ?? refusedCompany(company, session, NO_ANSWERS[purpose] ?? CANNOT_READ, UNREADABLE);
};

const countOf = ({ responses }: QbAnswer): number =>
  new Set(responses.map(({ requestId }) => requestId)).size;

const readable = (xml: string): QbAnswer | null => {
  try {
    return parseAnswer(xml);
  } catch {
    return null;
  }
};

const NO_ANSWERS: Partial<Record<Purpose, string>> = {
  identity:
    'QuickBooks did not say which company file is open. Open the company file, then update again.',
  lists: 'QuickBooks did not show its lists. The next update tries again.',
  probe: 'QuickBooks did not show its documents. The next update tries again.',
  reread: 'QuickBooks did not show its documents. The next update tries again.',
  vanished: 'QuickBooks did not show its documents. The next update tries again.',
  standing: 'QuickBooks did not show its documents. The next update tries again.',
};

/** The answer to a set that writes: recorded first, applied after. */
const learnSet = async (
  gateway: Gateway,
  company: Company,
  told: {
    readonly session: Session;
    readonly asked: Told['asked'];
    readonly raw: string;
    readonly answer: QbAnswer | null;
  },
): Promise<Company | 'foreign'> => {
  const { connectionId, openSet: open } = company;
  const { session, asked, raw } = told;
  const { setId } = asked;
  if (open?.setId !== setId) return company;
  const { bytes } = await openSet(gateway, setId);
  const answer = told.answer && answerTo({ setId, bytes }, told.answer);
  if (told.answer && !answer) return 'foreign';
  if (asked.purpose === 'resend' && (answer === null || provesNothing(answer))) {
    return { ...company, openSet: { ...open, stage: 'probe', probe: null } };
  }
  await recordAnswer(gateway, { connectionId, setId, raw });
  const applied = await applyAnswer(gateway, company);
  if (applied.openSet === null || applied.session === null) return applied;
  if (asked.purpose === 'resend') {
    return { ...applied, openSet: { ...applied.openSet, stage: 'probe', probe: null } };
  }
  return applied.session.over === null
    ? refusedCompany(applied, { ...session, ...applied.session }, CANNOT_READ, UNREADABLE)
    : applied;
};

const learnAnswer = async (
  gateway: Gateway,
  company: Company,
  told: {
    readonly session: Session;
    readonly purpose: Exclude<Purpose, 'post' | 'resend'>;
    readonly setId: string;
    readonly answer: QbAnswer;
  },
): Promise<Company | string | null> => {
  const { session, purpose, setId, answer } = told;
  switch (purpose) {
    case 'identity':
      return await learnIdentity(gateway, company, { session, answer });
    case 'fence-find':
    case 'fence-read':
    case 'fence-make':
    case 'fence-move':
      return await learnFence(gateway, company, { purpose, setId, answer });
    case 'probe': {
      const { openSet: open } = company;
      if (!open) return company;
      const sought = await openSought(gateway, open);
      const probe = learnProbe(open.probe ?? NO_PROBE, { answer, sought, open });
      return probe && { ...company, openSet: { ...open, probe } };
    }
    case 'reread':
      return await learnReread(gateway, company, answer);
    case 'vanished':
      return await learnVanished(gateway, company, answer);
    case 'lists':
      return await learnLists(gateway, company, { answer, setId });
    case 'lookup':
      return await learnLookup(gateway, company, { answer, setId });
    case 'standing':
      return await learnStanding(gateway, company, answer);
  }
};
