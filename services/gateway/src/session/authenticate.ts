import {
  CONNECTOR_POLLS,
  connectionIdOfUsername,
  pollBucketOf,
  type Connection,
} from '@ml-connector/connections';
import { sessionEnded } from '@ml-connector/contracts';
import { isoTime } from '@ml-connector/kernel';
import { liftHeld } from '../caps/lift-held.js';
import { newCompany, type Company, type Session } from '../company/company.js';
import { companyEvent, publishSetEvents } from '../company/publish-set-events.js';
import { withFencing } from '../fence/with-fencing.js';
import type { Gateway } from '../gateway-ports.js';
import { gatherFacts } from './gather-facts.js';
import type { Login } from './login-answer.js';
import { mayBegin } from './may-begin.js';
import { newSession } from './new-session.js';
import { newTicket, postponedTicket, sessionIdOf } from './new-ticket.js';
import { hasWork, type Facts } from './next-step.js';
import { postponeSeconds } from './postpone.js';

const LONGEST_CREDENTIAL = 256;

/**
 * A login. Writes only if there is something to do: a poll that finds nothing costs a few reads.
 * Errors of the store are the caller's: they mean `busy`, never `nvu`.
 */
export const authenticate = async (
  gateway: Gateway,
  { userName, password }: { readonly userName: string; readonly password: string },
): Promise<Login> => {
  const isTooLong = userName.length > LONGEST_CREDENTIAL || password.length > LONGEST_CREDENTIAL;
  const connection = isTooLong ? null : await gateway.connections.login(userName, password);
  if (!connection) return await turnAway(gateway, userName.slice(0, LONGEST_CREDENTIAL));
  gateway.polls.polled(connection.id);
  const login = await admit(gateway, connection);
  return { ...login, minimumSeconds: connection.minimumIntervalSeconds ?? null };
};

const admit = async (gateway: Gateway, connection: Connection): Promise<Login> => {
  const { id: connectionId } = connection;
  const stored = await gateway.companies.get(connectionId);
  const known = withFencing(stored?.value ?? newCompany(connectionId), connection.fence ?? 'on');
  const ticket = newTicket(gateway.randomness);
  if (mayBegin(known, gateway.clock.now(), gateway.sessionIdleMs) === 'busy') {
    gateway.logger.info({ event: 'auth.busy', connectionId }, 'Another update is under way.');
    return { ticket, verdict: 'busy' };
  }
  const company = await liftHeld(gateway, known);
  const facts = await gatherFacts(gateway, company);
  const seconds = await secondsToWait(gateway, connection, { company, facts });
  if (seconds !== null) {
    gateway.logger.info(
      { event: 'auth.postponed', connectionId, seconds },
      'What waits can be done soon, but not yet.',
    );
    const verdict = 'postponed';
    return { ticket: postponedTicket(gateway.randomness), verdict, postponeSeconds: seconds };
  }
  if (!hasWork(company, facts)) return { ticket, verdict: 'none' };
  const begun = begin(company, sessionIdOf(ticket), isoTime(gateway.clock.now()));
  await gateway.sessions.insert(sessionIdOf(ticket), { connectionId, epoch: begun.epoch });
  await gateway.failpoint('gw.lease');
  const won = stored
    ? (await gateway.companies.replace(connectionId, stored.version, begun)) === 'replaced'
    : (await gateway.companies.insert(connectionId, begun)) === 'inserted';
  if (!won) {
    await forget(gateway, sessionIdOf(ticket));
    return { ticket, verdict: 'busy' };
  }
  const before = company.session;
  if (before && before.over === null) gateway.signals.sessionEnded('taken-over');
  if (before && before.over === null) await endBefore(gateway, company, before);
  if (before) await forget(gateway, before.id);
  return { ticket, verdict: 'begun' };
};

/** How often this Web Connector calls is looked up only where it decides. */
const secondsToWait = async (
  gateway: Gateway,
  { id, minimumIntervalSeconds: minimumSeconds = null }: Connection,
  { company, facts }: { readonly company: Company; readonly facts: Facts },
): Promise<number | null> => {
  if (facts.backsOffUntil === null && company.reread === null) return null;
  const polls = await gateway.store.collection(CONNECTOR_POLLS).get(pollBucketOf(id));
  const everyMs = polls?.value.polls[id]?.everyMs ?? null;
  return postponeSeconds(company, facts, { everyMs, minimumSeconds });
};

/** Guessing is slowed down; the owner of a user name that exists is told that somebody has the wrong password. */
const turnAway = async (gateway: Gateway, userName: string): Promise<Login> => {
  gateway.logger.warn({ event: 'auth.fail' }, 'A login of a Web Connector was wrong.');
  const claimed = await gateway.connections.get(connectionIdOfUsername(userName));
  if (claimed) gateway.polls.refused(claimed.id);
  await gateway.guessBrake.hold(userName);
  return { ticket: '', verdict: 'refused' };
};

const begin = (company: Company, sessionId: string, now: string): Company => {
  const epoch = company.epoch + 1;
  return { ...company, epoch, session: newSession(sessionId, epoch, now) };
};

const forget = async (gateway: Gateway, sessionId: string): Promise<void> => {
  const known = await gateway.sessions.get(sessionId);
  if (known) await gateway.sessions.remove(sessionId, known.version);
};

/** The session before was never closed. It leaves an event only if it did something. */
const endBefore = async (gateway: Gateway, company: Company, before: Session): Promise<void> => {
  if (before.sets === 0) return;
  const { connectionId } = company;
  await publishSetEvents(
    gateway,
    companyEvent(gateway, sessionEnded, {
      connectionId,
      identity: [before.id],
      causationId: before.id,
      data: endOf(before, 'taken-over', 'It was never closed; the next one took over.'),
    }),
  ).catch((error: unknown) =>
    gateway.logger.warn({ event: 'session.event-late', connectionId, error }, 'The log is away.'),
  );
};

/** A session that is over, as its event tells it. */
export const endOf = (
  { id, epoch, sets, posted, held }: Session,
  outcome: NonNullable<Session['over']>,
  note: string | null,
) => ({ sessionId: id, epoch, outcome, sets, posted, held, note });
