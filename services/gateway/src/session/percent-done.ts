import type { Company, Session } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { gatherFacts } from './gather-facts.js';
import { nextStep } from './next-step.js';

/** Documents dealt with in this session against those that still can be; 100 only when there is nothing to do. */
export const percentDone = async (
  gateway: Gateway,
  company: Company,
  session: Session,
): Promise<number> => {
  const { connectionId } = company;
  const step = nextStep(company, session, await gatherFacts(gateway, company));
  if (step.step === 'end') return 100;
  const done = session.posted + session.held;
  if (done === 0) return 1;
  const { ready, waiting, sent } = await gateway.postings.countByState(connectionId);
  const left = ready + waiting + sent + (company.openSet ? 1 : 0);
  return Math.max(1, Math.min(99, Math.floor((100 * done) / (done + left))));
};
