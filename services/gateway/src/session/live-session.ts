import type { ConnectorOutcome } from '@ml-connector/connections';
import { updateDocument, type Stored } from '@ml-connector/document-store';
import { isoTime } from '@ml-connector/kernel';
import type { Company, Session } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { sessionIdOf } from './new-ticket.js';

/** A session under way, with its company as it was read. */
export interface LiveSession {
  readonly stored: Stored<Company>;
  readonly company: Company;
  readonly session: Session;
}

const LONGEST_TICKET = 64;

/** The session of a ticket; `null` for one that is unknown, closed, expired or taken over. */
export const findSession = async (
  gateway: Gateway,
  ticket: string,
): Promise<LiveSession | null> => {
  if (ticket === '' || ticket.length > LONGEST_TICKET) return null;
  const known = await gateway.sessions.get(sessionIdOf(ticket));
  if (!known) return null;
  const stored = await gateway.companies.get(known.value.connectionId);
  const session = stored?.value.session;
  if (!stored || !session || session.id !== known.id || session.over !== null) return null;
  const silentMs = gateway.clock.now() - Date.parse(session.lastCallAt);
  // Nobody else took over: the same Web Connector may go on, as long as recovery has not to begin.
  if (silentMs > gateway.sessionIdleMs * EXPIRY_FACTOR) return null;
  return { stored, company: stored.value, session };
};

/** QuickBooks may take long over one set; a login, not the clock, is what ends a session that waits for it. */
const EXPIRY_FACTOR = 30;

/** Writes the company if nobody changed it since it was read. @returns it as it stands, `null` where somebody did. */
export const saveCompany = async (
  gateway: Gateway,
  stored: Stored<Company>,
  company: Company,
): Promise<Stored<Company> | null> => {
  const outcome = await gateway.companies.replace(stored.id, stored.version, company);
  if (outcome !== 'replaced') return null;
  const { lastOutcome } = company;
  if (lastOutcome && lastOutcome !== stored.value.lastOutcome) {
    await showOutcome(gateway, stored.id, lastOutcome);
  }
  return { id: stored.id, version: stored.version + 1, value: company };
};

/** For people only: where it cannot be written now, the end of the next update will tell. */
const showOutcome = async (
  gateway: Gateway,
  connectionId: string,
  outcome: ConnectorOutcome,
): Promise<void> => {
  try {
    await updateDocument(gateway.updates, connectionId, () => outcome);
  } catch (error) {
    gateway.logger.warn({ event: 'session.outcome-late', connectionId, error }, 'Not shown yet.');
  }
};

/** The company after a call of its session; where that ended it, with how it did. */
export const touched = (
  gateway: Gateway,
  company: Company,
  change: Partial<Session> = {},
): Company => {
  if (!company.session) return company;
  const at = isoTime(gateway.clock.now());
  const session: Session = { ...company.session, lastCallAt: at, ...change };
  return { ...company, session, lastOutcome: outcomeOf(session, at) ?? company.lastOutcome };
};

const outcomeOf = ({ over, says, cause }: Session, at: string): Company['lastOutcome'] =>
  over && { at, outcome: over, sentence: says ?? '', cause };
