import type { Company, Session } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { newSetId } from '../sets/new-set-id.js';
import { readSet, type Question } from '../session/question.js';
import { documentsOf, standingRequests, unreadChanges } from './standing-requests.js';

/** Asks how the documents stand that would be changed next; `null` where each was read in this session. */
export const standingQuestion = async (
  gateway: Gateway,
  company: Company,
  session: Session,
): Promise<Question | null> => {
  const asked = await standingOf(gateway, company, session);
  return asked.requests.length === 0
    ? null
    : {
        company: asked.company,
        bytes: readSet(session.qbxmlVersion, asked.requests),
        setId: newSetId(gateway.randomness),
      };
};

export const standingOf = async (gateway: Gateway, company: Company, session: Session) => {
  const { connectionId, setLimit } = company;
  const unread = await unreadChanges(gateway, {
    connectionId,
    limit: setLimit,
    sessionId: session.id,
  });
  const asked: Company = {
    ...company,
    session: { ...session, standing: unread.map(({ id }) => id) },
  };
  return { company: asked, requests: standingRequests(documentsOf(unread)) };
};
