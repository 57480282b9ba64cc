import { LISTED_STATUS_CODES, type QbAnswer } from '@ml-connector/qbxml';
import { describe, expect, it } from 'vitest';
import type { SetItem } from '../company/collections.js';
import { NO_PROBE } from '../recovery/probe.js';
import { resolveDoubts } from '../recovery/resolve-doubts.js';
import { decideOutcomes } from './decide-outcomes.js';

const NOW = Date.parse('2026-11-24T10:00:00Z');
const invoice = (refusals: number): SetItem => ({
  postingId: 'inv-1',
  requestId: 'r1',
  wishRevision: 1,
  operation: 'add',
  kind: 'invoice',
  object: 'Invoice',
  refNumber: '7',
  total: 1_000,
  refusals,
  fields: null,
});
const FENCE = {
  type: 'OtherNameMod',
  requestId: 'fence',
  statusCode: 0,
  statusSeverity: 'Info',
  statusMessage: '',
  rets: [{ type: 'OtherNameRet', fields: { ListID: '8-1', EditSequence: '300' } }],
  plain: {},
} as const satisfies QbAnswer['responses'][number];
const STANDS = {
  type: 'InvoiceRet',
  fields: { TxnID: 'T1', EditSequence: '5', Subtotal: '10.00', SalesTaxTotal: '0.00' },
} as const;

interface Refusal {
  readonly code: number;
  readonly message?: string;
  readonly refusals?: number;
  readonly stands?: boolean;
}

/** What becomes of an invoice that is answered so, in a few words. */
const fateOf = ({ code, message = '', refusals = 0, stands = false }: Refusal): string => {
  const answer: QbAnswer = {
    responses: [
      FENCE,
      {
        ...FENCE,
        type: 'InvoiceAdd',
        requestId: 'r1',
        statusCode: code,
        statusMessage: message,
        rets: stands ? [STANDS] : [],
      },
    ],
  };
  const items = [invoice(refusals)];
  const outcomes = decideOutcomes({ setId: 's1', items, answerHash: 'h', now: NOW }, answer);
  const looked = outcomes.undecided.length > 0;
  const orders = looked
    ? resolveDoubts({
        open: {
          setId: 's1',
          epoch: 1,
          committedAt: '2026-11-24T09:59:00.000Z',
          fenceEditSequence: '299',
          beganSeenAt: null,
          stage: 'probe',
          computer: null,
          undecided: [...outcomes.undecided],
          probe: null,
        },
        probe: NO_PROBE,
        sought: items.map((item) => ({ item, fields: null })),
        elsewhere: false,
        now: NOW,
      })
    : outcomes.orders;
  const [first] = orders;
  const words = [looked ? 'looked for' : '', first ? wordFor(first.command) : ''];
  if (outcomes.asksLists) words.push('lists');
  if (outcomes.stop !== null) words.push('stop');
  return words.filter((word) => word !== '').join(', ');
};

const wordFor = (command: ReturnType<typeof resolveDoubts>[number]['command']): string => {
  if (command.type === 'RecordPosted')
    return command.note === null ? 'posted' : 'posted with a note';
  if (command.type === 'RecordRefused') return command.hold ? `held ${command.hold.code}` : 'again';
  return command.type === 'RecordNotRun' || command.type === 'ResolveAbsent'
    ? 'ready'
    : command.type;
};

const held = (code: number): string => `held QUICKBOOKS_${code}`;
const FAULT = 'held REQUEST_NOT_READABLE';

/** By code: what happens at the first refusal, and at the sixth. */
const ROWS: readonly (readonly [code: number, first: string, last: string])[] = [
  ...[1, 500, 600].map((code) => [code, held(code), held(code)] as const),
  ...[1000, 1010, 9002, 9005].map(
    (code) => [code, 'looked for, again', `looked for, ${held(code)}`] as const,
  ),
  ...[3000, 3120, 3130, 3140, 3171, 3250].map(
    (code) => [code, 'again, lists', held(code)] as const,
  ),
  [3100, 'held NAME_IN_USE', 'held NAME_IN_USE'],
  ...[3160, 3161, 3170, 3205, 3210, 3270, 3500].map(
    (code) => [code, held(code), held(code)] as const,
  ),
  ...[3175, 3176].map((code) => [code, 'again', held(code)] as const),
  [3180, `looked for, ${held(3180)}`, `looked for, ${held(3180)}`],
  [3200, held(3200), held(3200)],
  [3231, 'ready', 'ready'],
  ...[3260, 3261, 3263].map((code) => [code, 'ready, stop', 'ready, stop'] as const),
  ...[
    1030, 1060, 3010, 3020, 3030, 3031, 3035, 3040, 3045, 3050, 3060, 3070, 3090, 3110, 3150, 9001,
    9003, 9004,
  ].map((code) => [code, FAULT, FAULT] as const),
];
const DONE = [0, 501, 510, 530, 531, 550, 560, 570];

describe('an invoice that QuickBooks answers', () => {
  it('is decided for every code that is listed', () => {
    const known = [...ROWS.map(([code]) => code), ...DONE].toSorted((a, b) => a - b);
    expect(known).toEqual(LISTED_STATUS_CODES);
  });

  it.each(ROWS)('with %i: %s, after many tries: %s', (code, first, last) => {
    expect([fateOf({ code }), fateOf({ code, refusals: 5 })]).toEqual([first, last]);
  });

  it.each(DONE)('with %i stands, and is looked for where the answer does not show it', (code) => {
    expect([fateOf({ code, stands: true }), fateOf({ code })]).toEqual([
      code === 0 ? 'posted' : 'posted with a note',
      'looked for, ready',
    ]);
  });

  it.each([
    [3170, 'The record is in use by another user.', 'again'],
    [3180, 'The record is locked.', 'looked for, again'],
    [1999, '', 'looked for, held QUICKBOOKS_1999'],
    [4711, '', 'held QUICKBOOKS_4711'],
  ])('with %i and the words %j: %s', (code, message, fate) => {
    expect(fateOf({ code, message })).toBe(fate);
  });

  it('says in its reason that reading did not help, once it was tried again', () => {
    const orders = decideOutcomes(
      { setId: 's1', items: [invoice(2)], answerHash: 'h', now: NOW },
      { responses: [FENCE, { ...FENCE, requestId: 'r1', statusCode: 3140 }] },
    ).orders;
    expect(orders[0]?.command).toMatchObject({
      hold: { detail: expect.stringContaining('tried 3 times') },
    });
  });
});
