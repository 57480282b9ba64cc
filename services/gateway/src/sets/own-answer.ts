import type { QbAnswer } from '@ml-connector/qbxml';
import { readFence } from '../fence/fence.js';

/** A request with the name that the gateway knows it by, unique in its set. */
export interface NamedRequest<Request> {
  readonly requestId: string;
  readonly request: Request;
}

/**
 * The requests as they leave: each requestID tells the set that it stands in, so that an answer that comes late is never
 * taken for that to another set. A set id has 23 characters, QuickBooks takes 50: 26 are left for a name.
 */
export const markRequests = <Request>(
  setId: string,
  requests: readonly NamedRequest<Request>[],
): readonly NamedRequest<Request>[] =>
  requests.map(({ requestId, request }) => ({ requestId: markOf(setId) + requestId, request }));

const markOf = (setId: string): string => `${setId}.`;

/**
 * What an answer says to the requests of one set, by their names. What was never asked in that set is left out.
 * @returns `null` where it says something, but to another set: it came late, or our own store was put back meanwhile.
 */
export const ownAnswer = (answer: QbAnswer, setId: string): QbAnswer | null => {
  const mark = markOf(setId);
  const responses = answer.responses.flatMap((response) =>
    response.requestId?.startsWith(mark) === true
      ? [{ ...response, requestId: response.requestId.slice(mark.length) }]
      : [],
  );
  return answer.responses.length > 0 && responses.length === 0 ? null : { ...answer, responses };
};

/**
 * The same for a set whose exact bytes are known: those that an older version stored carry no marks, and go out again as
 * they are. All that tells such an answer from that to another set is the token in the fence.
 */
export const answerTo = (
  { setId, bytes }: { readonly setId: string; readonly bytes: string },
  answer: QbAnswer,
): QbAnswer | null => {
  if (bytes.includes(` requestID="${markOf(setId)}`)) return ownAnswer(answer, setId);
  const tokens = answer.responses.flatMap(({ rets: [ret] }) =>
    ret?.type === 'OtherNameRet' ? (readFence(ret.fields)?.mark?.token ?? []) : [],
  );
  return tokens.every((token) => token === setId) ? answer : null;
};
