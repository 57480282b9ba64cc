import type { QbAnswer } from '@ml-connector/qbxml';
import { readFence } from '../fence/fence.js';
import { FENCE_REQUEST } from './compose-set.js';

/**
 * Whether an answer can be that of a set. One of another set shows that other's token in the fence: it came late, or
 * our own store was put back from a backup in the middle of the session.
 */
export const isAnswerOf = (answer: QbAnswer, setId: string): boolean => {
  const fence = answer.responses.find(({ requestId }) => requestId === FENCE_REQUEST)?.rets[0];
  const token = fence && readFence(fence.fields)?.mark?.token;
  return token === undefined || token === setId;
};
