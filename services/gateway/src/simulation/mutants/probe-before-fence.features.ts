import { nextStep as real } from '../../session/next-step.js';

export * from '../../session/next-step.js';

/** What is in doubt is asked for, and posted again, without the fence being moved first. */
export const nextStep: typeof real = (company, session, facts) => {
  const step = real(company, session, facts);
  const isEarly =
    company.openSet?.stage === 'move' &&
    step.step === 'ask' &&
    (step.purpose === 'fence-move' || step.purpose === 'resend');
  return isEarly ? { step: 'ask', purpose: 'probe' } : step;
};
