import { passing, type Room } from '../caps/daily-count.js';
import type { Company, Session } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { mayGo } from './may-go.js';
import { pickPostings } from './pick-postings.js';
import type { PlannedRequest } from './planned-request.js';
import { keptSuspects, turnsOf } from './suspects.js';

/**
 * The requests of the next set, from the first source that has any, no more than there is room for today; and the
 * company without suspects that have nothing to be sent any more.
 */
export const choosePostings = async (
  gateway: Gateway,
  company: Company,
  { session, room }: { readonly session: Session; readonly room: Room },
): Promise<{ readonly planned: readonly PlannedRequest[]; readonly company: Company }> => {
  const goes = mayGo(company, session, gateway.clock.now());
  const turns = turnsOf(company, session.sets);
  for (const [index, { limit, accepts }] of turns.entries()) {
    const planned = await pickPostings(gateway, {
      connectionId: company.connectionId,
      limit,
      version: session.qbxmlVersion,
      sessionId: session.id,
      accepts: (posting) => accepts(posting.id) && goes(posting),
      passes: passing(room),
    });
    if (planned.length === 0) continue;
    return { planned, company: index === 0 ? company : await withoutSettled(gateway, company) };
  }
  return { planned: [], company };
};

const withoutSettled = async (gateway: Gateway, company: Company): Promise<Company> => {
  if (!company.suspects) return company;
  const known = await gateway.postings.getMany(company.suspects.flat());
  const ready = known.filter(({ state }) => state === 'ready');
  return keptSuspects(company, new Set(ready.map(({ id }) => id)));
};
