import { parseAnswer } from '@ml-connector/qbxml';
import { describe, expect, it } from 'vitest';
import { isAnswerOf } from './is-answer-of.js';

const answer = (fence: string) =>
  parseAnswer(
    `<QBXML><QBXMLMsgsRs><OtherNameModRs requestID="fence" statusCode="0">${fence}</OtherNameModRs></QBXMLMsgsRs></QBXML>`,
  );
const marked = (token: string): string =>
  `<OtherNameRet><ListID>8-1</ListID><EditSequence>200</EditSequence><Notes>ml-fence epoch=1 token=${token}</Notes></OtherNameRet>`;

describe('the answer to a set', () => {
  it.each([
    ['shows its own token in the fence', marked('s1'), true],
    ['is not one that shows the token of another set', marked('s2'), false],
    ['may show ids only', '<ErrorRecovery><ListID>8-1</ListID></ErrorRecovery>', true],
  ])('%s', (_, fence, expected) => {
    expect(isAnswerOf(answer(fence), 's1')).toBe(expected);
  });
});
