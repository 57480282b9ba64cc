import type { Fencing } from '@ml-connector/connections';
import type { Company, OpenSet } from '../company/company.js';

/** The company as a session finds it that begins under this setting: without the fence nothing is believed of it. */
export const withFencing = (company: Company, fencing: Fencing): Company => {
  if (fencing === 'off') return { ...company, fence: null, isUnfenced: true };
  const { isUnfenced: _, ...fenced } = company;
  return fenced;
};

/**
 * Whether nothing keeps an unanswered set from running late: it left without the fence, or the fence is not moved any
 * more. It is never sent a second time then: it is looked for.
 */
export const isUnguarded = (
  { isUnfenced }: Pick<Company, 'isUnfenced'>,
  { fenceEditSequence }: Pick<OpenSet, 'fenceEditSequence'>,
): boolean => isUnfenced === true || fenceEditSequence === null;
