import type { Company, Session } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { decideStep } from './decide-step.js';

const ON_THEIR_WAY = ['ready', 'waiting', 'sent'] as const;

/** Documents dealt with in this session against those that still can be; 100 only when there is nothing to do. */
export const percentDone = async (
  gateway: Gateway,
  company: Company,
  session: Session,
): Promise<number> => {
  const { connectionId } = company;
  const step = await decideStep(gateway, company, session);
  if (step.step === 'end') return 100;
  const done = session.posted + session.held;
  if (done === 0) return 1;
  const open = await gateway.postings.countIn(connectionId, ON_THEIR_WAY);
  const left = open + (company.openSet ? 1 : 0);
  return Math.max(1, Math.min(99, Math.floor((100 * done) / (done + left))));
};
