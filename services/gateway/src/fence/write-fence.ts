import { writeMessageSet, type QbRequest } from '@ml-connector/qbxml';
import type { Company, Session } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { newSetId } from '../sets/new-set-id.js';
import { storeSet } from '../sets/hand-out.js';
import { markRequests } from '../sets/own-answer.js';
import { single, type Question } from '../session/question.js';
import { makeFence, moveFence } from './fence.js';

/** A set that makes the fence, or moves it. It is stored first, so that its token in the fence is known for ours. */
export const askFence = async (
  gateway: Gateway,
  company: Company,
  session: Session,
): Promise<Question> => {
  const { connectionId, epoch, fence } = company;
  const setId = newSetId(gateway.randomness);
  const mark = { epoch, token: setId };
  const request: QbRequest = fence ? moveFence(fence, mark) : makeFence(connectionId, mark);
  const bytes = writeMessageSet({
    version: session.qbxmlVersion,
    onError: 'stopOnError',
    newMessageSetId: setId,
    requests: markRequests(setId, single(request)),
  });
  await storeSet(gateway, setId, {
    connectionId,
    epoch,
    purpose: 'fence',
    bytes,
    items: [],
    fenceEditSequence: fence?.editSequence ?? null,
  });
  return { company, bytes, setId, count: 1 };
};
