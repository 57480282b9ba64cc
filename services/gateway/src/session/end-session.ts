import { sessionEnded } from '@ml-connector/contracts';
import { isoTime } from '@ml-connector/kernel';
import { hresultMeaning } from '@ml-connector/qbxml';
import type { Company, Session } from '../company/company.js';
import { companyEvent, publishSetEvents } from '../company/publish-set-events.js';
import type { Gateway } from '../gateway-ports.js';
import { endOf } from './authenticate.js';
import { findSession, saveCompany } from './live-session.js';
import { isPostponed, sessionIdOf } from './new-ticket.js';

const STALE =
  'This update is over. Another one may be under way, from this PC or another; wait a minute, then update again.';
const NO_ERROR = 'No error.';
const NOT_READY =
  'ml-connector cannot reach its own store at the moment. Nothing has to be done: the next update tries again.';
/** Only a Web Connector without Auto-Run hears it: any other does not go on where it is told to come again. */
const POSTPONED =
  'What waits cannot be done yet: a record is open in QuickBooks, or an earlier update may still be running. Nothing is lost: update again in a minute.';
const BROKEN_OFF =
  'This update broke off before QuickBooks answered. Nothing is lost: the next update finds out what was done.';
const WAIT = 'NoOp';

/** A session by its ticket, also when it has ended but was not closed. */
const findOwn = async (gateway: Gateway, ticket: string) => {
  const id = sessionIdOf(ticket);
  const known = ticket === '' ? null : await gateway.sessions.get(id);
  const stored = known && (await gateway.companies.get(known.value.connectionId));
  const session = stored?.value.session;
  return known && stored && session?.id === id ? { known, stored, session } : null;
};

/** The sentence for the status column of the Web Connector; `NoOp` where it shall ask again. */
export const lastError = async (gateway: Gateway, ticket: string): Promise<string> => {
  // A login that our own store did not let through has no ticket.
  if (ticket === '') return NOT_READY;
  if (isPostponed(ticket)) return POSTPONED;
  const own = await findOwn(gateway, ticket);
  if (!own) return STALE;
  const { says, asked, over } = own.session;
  // Who is told to ask again must get something then: not with a set out that was lost on the way, nor long after.
  if (asked !== null && over === null) return BROKEN_OFF;
  const isVain = says === WAIT && (await findSession(gateway, ticket)) === null;
  return isVain ? NO_ERROR : (says ?? NO_ERROR);
};

/**
 * The Web Connector could not open QuickBooks or the company file: it is told to stop, and never to try another file.
 * A set that had left is found out about by the next session.
 */
export const connectionFailed = async (
  gateway: Gateway,
  ticket: string,
  hresult: string,
): Promise<string> => {
  const own = await findOwn(gateway, ticket);
  if (!own) return 'done';
  const { title, fix, hresult: code } = hresultMeaning(hresult);
  const connectionId = own.stored.id;
  gateway.logger.warn({ event: 'session.connection-error', connectionId, hresult: code }, title);
  gateway.signals.hresult(code);
  await saveCompany(
    gateway,
    own.stored,
    ended(own.stored.value, own.session, {
      outcome: 'error',
      says: `${title} ${fix}`,
      cause: code,
      now: gateway.clock.now(),
    }),
  );
  return 'done';
};

/** The end of a session. It leaves an event only if it handed out a set that writes. */
export const closeSession = async (gateway: Gateway, ticket: string): Promise<string> => {
  const own = await findOwn(gateway, ticket);
  if (!own) return 'OK';
  const { known, stored, session } = own;
  const connectionId = stored.id;
  const outcome = session.over ?? (session.asked === null ? 'done' : 'error');
  const isBroken = session.over === null && outcome === 'error';
  const says = isBroken ? BROKEN_OFF : (sayingOf(session) ?? summaryOf(session));
  const cause = isBroken ? 'broken-off' : session.cause;
  await saveCompany(
    gateway,
    stored,
    ended(stored.value, session, { outcome, says, cause, now: gateway.clock.now() }),
  );
  gateway.signals.sessionEnded(outcome);
  await gateway.failpoint('gw.close');
  await gateway.sessions.remove(known.id, known.version);
  if (session.sets > 0) {
    await publishSetEvents(
      gateway,
      companyEvent(gateway, sessionEnded, {
        connectionId,
        identity: [session.id],
        causationId: session.id,
        data: endOf(session, outcome, null),
      }),
    );
  }
  return says;
};

const sayingOf = ({ over, says }: Session): string | null => (over === null ? null : says);

/** What was done, for the status column. */
export const summaryOf = ({ posted, held }: Session): string => {
  if (posted + held === 0) return 'OK';
  return held === 0
    ? `OK: ${posted} posted`
    : `OK: ${posted} posted, ${held} need a look in ml-connector`;
};

const ended = (
  company: Company,
  session: Session,
  end: {
    outcome: NonNullable<Session['over']>;
    says: string;
    cause: string | null;
    now: number;
  },
): Company => ({
  ...company,
  session: { ...session, over: end.outcome, says: end.says, cause: end.cause },
  lastOutcome: {
    at: isoTime(end.now),
    outcome: end.outcome,
    sentence: end.says,
    cause: end.cause,
  },
});
