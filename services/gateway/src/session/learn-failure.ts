import { setAnswered } from '@ml-connector/contracts';
import { toVersionNumber, type HresultMeaning } from '@ml-connector/qbxml';
import type { Company, Session } from '../company/company.js';
import { companyEvent, publishSetEvents } from '../company/publish-set-events.js';
import type { Gateway } from '../gateway-ports.js';
import { doubtOrders } from '../sets/apply-answer.js';
import { handOrders } from '../sets/hand-out.js';
import { unreadableRequest } from '../sets/reasons.js';
import { afterUnreadable } from '../sets/suspects.js';
import { refusedCompany } from './prepare-session.js';

const VERSION_ERROR = '0x80040423';
const OLDEST_VERSION = 500;

interface Failure {
  readonly session: Session;
  readonly asked: NonNullable<Session['asked']>;
  readonly meaning: HresultMeaning;
}

/**
 * No answer came but an hresult. After two of them it is certain that nothing was executed; after any other a set that
 * writes is in doubt, and the session ends: the next one finds out.
 */
export const learnFailure = async (
  gateway: Gateway,
  company: Company,
  failure: Failure,
): Promise<Company> => {
  const { session, asked, meaning } = failure;
  const { connectionId } = company;
  gateway.logger.warn(
    { event: 'recv.hresult', connectionId, hresult: meaning.hresult, purpose: asked.purpose },
    meaning.title,
  );
  gateway.signals.hresult(meaning.hresult);
  const isVersion = meaning.hresult === VERSION_ERROR;
  const lowered = isVersion ? withOlderVersion(company, session) : company;
  if (isVersion && lowered === company)
    return refusedCompany(company, session, saying(meaning), meaning.hresult);
  if (asked.purpose !== 'post' && asked.purpose !== 'resend') {
    return isVersion ? lowered : refusedCompany(company, session, saying(meaning), meaning.hresult);
  }
  if (meaning.outcome === 'nothing-executed') {
    return await notExecuted(gateway, lowered, { ...failure, isVersion });
  }
  await doubt(gateway, connectionId, asked.setId);
  return refusedCompany(company, session, saying(meaning), meaning.hresult);
};

const saying = ({ title, fix }: HresultMeaning): string => `${title} ${fix}`;

const withOlderVersion = (company: Company, session: Session): Company => {
  const older = toVersionNumber(session.qbxmlVersion) - 100;
  if (older < OLDEST_VERSION) return company;
  const versionCap = `${Math.trunc(older / 100)}.0`;
  return { ...company, versionCap, session: { ...session, qbxmlVersion: versionCap } };
};

const doubt = async (gateway: Gateway, connectionId: string, setId: string): Promise<void> => {
  const items = (await gateway.sets.get(setId))?.value.items ?? [];
  await gateway.postings.executeMany([
    ...handOrders(connectionId, setId, items),
    ...doubtOrders(connectionId, setId, items),
  ]);
};

/**
 * QuickBooks could not read the set: nothing of it was executed, half of it goes out next by itself, and one that is
 * alone at fault is held. An error tells no set, though, and one that comes late may belong to an earlier request: so the fence moves
 * before anything goes out again, and the company file is searched as after any answer that leaves documents in doubt.
 */
const notExecuted = async (
  gateway: Gateway,
  company: Company,
  { asked, meaning, isVersion }: Failure & { readonly isVersion: boolean },
): Promise<Company> => {
  const { connectionId, openSet } = company;
  const { setId } = asked;
  if (openSet?.setId !== setId) return company;
  const items = (await gateway.sets.get(setId))?.value.items ?? [];
  await doubt(gateway, connectionId, setId);
  await publishSetEvents(
    gateway,
    companyEvent(gateway, setAnswered, {
      connectionId,
      identity: [setId],
      causationId: setId,
      data: { setId, answerHash: null, hresult: meaning.hresult, statuses: [] },
    }),
  );
  const isFound = items.length === 1 && !isVersion;
  const reason = isFound
    ? unreadableRequest('QuickBooks could not read the request for this document.')
    : null;
  const ids = items.map(({ postingId }) => postingId);
  return {
    ...(isVersion ? company : afterUnreadable(company, ids)),
    openSet: {
      ...openSet,
      stage: 'move',
      undecided: items.map(({ requestId }) => ({ requestId, statusCode: null, reason })),
      probe: null,
    },
  };
};
