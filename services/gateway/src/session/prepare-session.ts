import { negotiateVersion, parseAnswer } from '@ml-connector/qbxml';
import type { Stored } from '@ml-connector/document-store';
import type { Company, Session } from '../company/company.js';
import { editionRefusal } from '../company/edition.js';
import { learnIdentity } from '../company/learn-identity.js';
import type { Gateway } from '../gateway-ports.js';
import { applyAnswer, doubtOrders } from '../sets/apply-answer.js';
import { freeStaleClaims } from '../sets/free-stale-claims.js';
import { handOrders } from '../sets/hand-out.js';
import { halved } from '../sets/set-limit.js';
import type { SendRequest } from '../soap/web-connector-calls.js';
import { saveCompany, touched } from './live-session.js';

const LONGEST_PATH = 1_024;

/**
 * The first call of a session: finishes what an answer was recorded for, frees claims of sets that were never
 * committed, puts an unanswered set into recovery, and learns which company file is open.
 * @returns the company as it stands, `null` where somebody else was faster.
 */
export const prepareSession = async (
  gateway: Gateway,
  stored: Stored<Company>,
  request: SendRequest,
): Promise<Stored<Company> | null> => {
  const { connectionId } = stored.value;
  let company = await applyAnswer(gateway, stored.value);
  await freeStaleClaims(gateway, connectionId, company.openSet?.setId ?? null);
  company = await intoRecovery(gateway, company);
  const { session } = company;
  if (!session) return null;
  const offered = negotiateVersion(Number(request.majorVersion), Number(request.minorVersion));
  const prepared: Session = {
    ...session,
    prepared: true,
    // A file that was put back, or a store that was, is noticed now and not at the next write.
    fenceUnsure: session.fenceUnsure || company.fence !== null,
    filePath: request.companyFileName.slice(0, LONGEST_PATH),
    qbxmlVersion: company.versionCap ?? offered,
  };
  const refusal = editionRefusal(request.country);
  if (company.isUnfenced === true) company = await withRoutineLook(gateway, company);
  company =
    refusal === null
      ? await introduced(gateway, { ...company, session: prepared }, request.hcpResponse)
      : refusedCompany(company, prepared, refusal, WRONG_EDITION);
  return saveCompany(gateway, stored, touched(gateway, company));
};

/** What a fence would tell is looked up instead: whether anything of ours came to stand since our last write. */
const withRoutineLook = async (gateway: Gateway, company: Company): Promise<Company> => {
  if (company.reread !== null) return company;
  const { connectionId, lastWriteAt } = company;
  const since = lastWriteAt ?? (await gateway.connections.get(connectionId))?.createdAt;
  return since === undefined
    ? company
    : { ...company, reread: { since, found: 0, settlesAt: null, isRoutine: true } };
};

const intoRecovery = async (gateway: Gateway, company: Company): Promise<Company> => {
  const { openSet, session, connectionId } = company;
  if (!openSet || !session) return company;
  const set = await gateway.sets.get(openSet.setId);
  const items = set?.value.items ?? [];
  const known = openSet.undecided && new Set(openSet.undecided.map(({ requestId }) => requestId));
  await gateway.postings.executeMany([
    ...handOrders(connectionId, openSet.setId, items),
    ...doubtOrders(
      connectionId,
      openSet.setId,
      items.filter(({ requestId }) => known?.has(requestId) ?? true),
    ),
  ]);
  gateway.logger.warn(
    { event: 'set.in-doubt', connectionId, setId: openSet.setId, documents: items.length },
    'An earlier update ended without an answer: what became of its documents is found out first.',
  );
  return {
    ...company,
    openSet: { ...openSet, stage: 'move', probe: null },
    // It may have been too much for one round trip.
    setLimit: openSet.stage === 'out' ? halved(company.setLimit) : company.setLimit,
    session: { ...session, fenceUnsure: true },
  };
};

/** Whether the answers that the Web Connector brought by itself say which company file is open. */
const introduced = async (
  gateway: Gateway,
  company: Company,
  hcpResponse: string,
): Promise<Company> => {
  const { session } = company;
  if (!session || hcpResponse.trim() === '') return company;
  let answer;
  try {
    answer = parseAnswer(hcpResponse);
  } catch {
    return company;
  }
  const learnt = await learnIdentity(gateway, company, { session, answer });
  if (learnt === null) return company;
  return typeof learnt === 'string' ? refusedCompany(company, session, learnt, WRONG_FILE) : learnt;
};

export const WRONG_FILE = 'wrong-company-file';
export const WRONG_EDITION = 'edition-not-supported';

/** A session that may not go on; the sentence is what getLastError says, the cause is for machines. */
export const refusedCompany = (
  company: Company,
  session: Session,
  says: string,
  cause: string,
): Company => ({ ...company, session: { ...session, over: 'error', says, cause } });
