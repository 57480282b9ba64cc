import type { Company, Session } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { gatherFacts, NOTHING_READY } from './gather-facts.js';
import { nextStep, urgentStep, type Step } from './next-step.js';

/** The next step of a session. What is ready is looked for only where it decides: recovery asks the store nothing. */
export const decideStep = async (
  gateway: Gateway,
  company: Company,
  session: Session,
): Promise<Step> => {
  const now = gateway.clock.now();
  const isUrgent = urgentStep(company, session, now) !== null;
  const facts = isUrgent ? { ...NOTHING_READY, now } : await gatherFacts(gateway, company);
  return nextStep(company, session, facts);
};
