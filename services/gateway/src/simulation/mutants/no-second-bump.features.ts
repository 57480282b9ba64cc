import { nextStep as real } from '../../session/next-step.js';

export * from '../../session/next-step.js';

/** M13: a fence that was moved within one second is taken for moved, though its EditSequence is what it was. */
export const nextStep: typeof real = (company, session, facts) => {
  const { openSet } = company;
  if (openSet?.stage !== 'move' || session.pauseUntil === null) {
    return real(company, session, facts);
  }
  return real(
    { ...company, openSet: { ...openSet, fenceEditSequence: 'moved' } },
    { ...session, pauseUntil: null },
    facts,
  );
};
