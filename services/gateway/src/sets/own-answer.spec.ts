import { writeMessageSet, type QbAnswer, type QbResponse } from '@ml-connector/qbxml';
import { describe, expect, it } from 'vitest';
import { newSetId } from './new-set-id.js';
import { answerTo, markRequests, ownAnswer } from './own-answer.js';

const response = (requestId: string | null, token?: string): QbResponse => ({
  type: 'OtherNameMod',
  requestId,
  statusCode: 0,
  statusSeverity: 'Info',
  statusMessage: '',
  rets:
    token === undefined
      ? []
      : [
          {
            type: 'OtherNameRet',
            fields: {
              ListID: '8-1',
              EditSequence: '200',
              Notes: `ml-fence epoch=1 token=${token}`,
            },
          },
        ],
  plain: {},
});
const answer = (...responses: readonly QbResponse[]): QbAnswer => ({ responses });
const names = (given: QbAnswer | null) => given?.responses.map(({ requestId }) => requestId);

describe('an answer', () => {
  it('is known by the set that each requestID tells, and gives the names back', () => {
    const given = answer(response('s1.fence'), response('s1.r1'));
    expect(names(ownAnswer(given, 's1'))).toEqual(['fence', 'r1']);
  });

  it('to another set says nothing to this one', () => {
    expect(ownAnswer(answer(response('s2.fence')), 's1')).toBeNull();
  });

  it('loses what was never asked, or says not to what it answers', () => {
    const given = answer(response('s1.r1'), response('s2.r1'), response('r1'), response(null));
    expect(names(ownAnswer(given, 's1'))).toEqual(['r1']);
  });

  it('without a single response may be to any set', () => {
    expect(ownAnswer(answer(), 's1')).toEqual(answer());
  });
});

describe('a set that an older version stored', () => {
  const bytes = '<OtherNameModRq requestID="fence">';
  it.each([
    ['has the answer that shows its own token in the fence', response('fence', 's1'), true],
    ['has not one that shows the token of another set', response('fence', 's2'), false],
    ['may have one that shows ids only', response('fence'), true],
  ])('%s', (_, given, expected) => {
    expect(answerTo({ setId: 's1', bytes }, answer(given)) !== null).toBe(expected);
  });

  it('is left behind by one with marks', () => {
    const marked = '<OtherNameModRq requestID="s1.fence">';
    expect(answerTo({ setId: 's1', bytes: marked }, answer(response('fence', 's1')))).toBeNull();
  });
});

it('leaves room for the longest name that a query has', () => {
  const setId = newSetId({ bytes: (length) => new Uint8Array(length) });
  const requests = [
    { requestId: 'since:ARRefundCreditCard', request: { type: 'HostQuery', fields: {} } },
  ] as const;
  expect(() =>
    writeMessageSet({
      version: '13.0',
      onError: 'continueOnError',
      requests: markRequests(setId, requests),
    }),
  ).not.toThrow();
});
