import type { Company, Session } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { documentsOf, standingRequests, unreadChanges } from './standing-requests.js';

/** Asks how the documents stand that would be changed next and were not read in this session; no requests where each was. */
export const standingOf = async (gateway: Gateway, company: Company, session: Session) => {
  const unread = await unreadChanges(gateway, company, session);
  const asked: Company = {
    ...company,
    session: { ...session, standing: unread.map(({ id }) => id) },
  };
  return { company: asked, requests: standingRequests(documentsOf(unread)) };
};
