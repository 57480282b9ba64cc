import { QBWC_OWNER_ID } from '@ml-connector/connections';
import { standingOf } from '../changes/ask-standing.js';
import { identityRequests } from '../company/identity.js';
import type { Company, Purpose, Session } from '../company/company.js';
import { findFence, seekFence } from '../fence/fence.js';
import type { Gateway } from '../gateway-ports.js';
import { listRequests } from '../lists/list-requests.js';
import { lookupRequests } from '../lists/look-up.js';
import { withReadingBegun } from '../lists/reading-number.js';
import { NO_PROBE } from '../recovery/probe.js';
import { probeRequests } from '../recovery/probe-requests.js';
import { rereadRequests } from '../recovery/reread.js';
import { vanishedRequests } from '../recovery/seek-vanished.js';
import { openSought } from '../recovery/sought.js';
import { newSetId } from '../sets/new-set-id.js';
import { readSet, single, type Question } from './question.js';

type ReadPurpose = Exclude<Purpose, 'fence-make' | 'fence-move' | 'post' | 'resend'>;

/** The set of a step that only reads; `null` where it turns out that there is nothing left to ask. */
export const askQuestion = async (
  gateway: Gateway,
  company: Company,
  { session, purpose }: { readonly session: Session; readonly purpose: ReadPurpose },
): Promise<Question | { readonly company: Company; readonly bytes: null }> => {
  const asked = await requestsFor(gateway, company, { session, purpose });
  if (asked.requests.length === 0) return { company: asked.company, bytes: null };
  const setId = newSetId(gateway.randomness);
  return {
    company: asked.company,
    bytes: readSet(setId, session.qbxmlVersion, asked.requests),
    setId,
    count: asked.requests.length,
  };
};

const requestsFor = async (
  gateway: Gateway,
  company: Company,
  { session, purpose }: { readonly session: Session; readonly purpose: ReadPurpose },
): Promise<{
  readonly company: Company;
  readonly requests: Parameters<typeof readSet>[2];
}> => {
  const { openSet: open, fence, lists, connectionId } = company;
  switch (purpose) {
    case 'identity':
      return {
        company,
        requests: identityRequests(QBWC_OWNER_ID).map((request, index) => ({
          requestId: `i${index + 1}`,
          request,
        })),
      };
    case 'fence-find':
      return { company, requests: single(findFence(connectionId)) };
    case 'fence-read':
      return fence
        ? { company, requests: single(seekFence(fence)) }
        : { company, requests: single(findFence(connectionId)) };
    case 'probe': {
      if (!open) return { company, requests: [] };
      const probe = open.probe ?? NO_PROBE;
      const requests = probeRequests(open, probe, await openSought(gateway, open));
      return { company: { ...company, openSet: { ...open, stage: 'probe', probe } }, requests };
    }
    case 'reread':
      return { company, requests: rereadRequests(company) };
    case 'vanished':
      return vanishedRequests(gateway, company);
    case 'lists':
      return {
        company:
          session.reading === null
            ? { ...company, lists: withReadingBegun(lists, gateway.clock.now()) }
            : company,
        requests: listRequests(
          session.reading,
          lists.modifiedUpTo === null ? null : Date.parse(lists.modifiedUpTo),
        ),
      };
    case 'lookup':
      return lookupRequests(gateway, company);
    case 'standing':
      return standingOf(gateway, company, session);
  }
};
