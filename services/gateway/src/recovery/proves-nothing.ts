import type { QbAnswer } from '@ml-connector/qbxml';
import { FENCE_REQUEST } from '../sets/compose-set.js';

/**
 * Whether the answer to a re-sent set says nothing about what became of it: QuickBooks has forgotten it, or refused its
 * fence now. A forgotten set and one that was never executed look alike.
 */
export const provesNothing = (answer: QbAnswer): boolean => {
  if ((answer.messageSetStatusCode ?? 0) !== 0) return true;
  const fence = answer.responses.find(({ requestId }) => requestId === FENCE_REQUEST);
  return fence === undefined || fence.statusCode >= 1_000;
};
