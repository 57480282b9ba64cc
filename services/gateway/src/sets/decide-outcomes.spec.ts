import type { QbAnswer, QbResponse } from '@ml-connector/qbxml';
import { describe, expect, it } from 'vitest';
import type { SetItem } from '../company/collections.js';
import { decideOutcomes } from './decide-outcomes.js';

const NOW = Date.parse('2026-11-24T10:00:00Z');
const item = (requestId: string, more: Partial<SetItem> = {}): SetItem => ({
  postingId: `inv-${requestId}`,
  requestId,
  wishRevision: 1,
  operation: 'add',
  kind: 'invoice',
  object: 'Invoice',
  refNumber: '7',
  total: 1_000,
  refusals: 0,
  fields: null,
  ...more,
});
const response = (
  requestId: string,
  statusCode: number,
  more: Partial<QbResponse> = {},
): QbResponse => ({
  type: 'InvoiceAdd',
  requestId,
  statusCode,
  statusSeverity: 'Info',
  statusMessage: '',
  rets: [],
  plain: {},
  ...more,
});
const invoice = (requestId: string, subtotal = '10.00') =>
  response(requestId, 0, {
    rets: [
      {
        type: 'InvoiceRet',
        fields: {
          TxnID: `T-${requestId}`,
          EditSequence: '5',
          RefNumber: '7',
          Subtotal: subtotal,
          SalesTaxTotal: '0.00',
        },
      },
    ],
  });
const fenceMoved = response('fence', 0, {
  type: 'OtherNameMod',
  rets: [{ type: 'OtherNameRet', fields: { ListID: '8-1', EditSequence: '300' } }],
});

const decide = (items: readonly SetItem[], ...responses: readonly QbResponse[]) => {
  const answer: QbAnswer = { responses };
  return decideOutcomes({ setId: 's1', items, answerHash: 'h', now: NOW }, answer);
};
const commands = (items: readonly SetItem[], ...responses: readonly QbResponse[]) =>
  decide(items, ...responses).orders.map(({ postingId, command }) => [postingId, command.type]);

describe('an answer to a set', () => {
  it('is matched by request id, whatever its order', () => {
    expect(commands([item('r1'), item('r2')], invoice('r2'), fenceMoved, invoice('r1'))).toEqual([
      ['inv-r1', 'RecordPosted'],
      ['inv-r2', 'RecordPosted'],
    ]);
  });

  it('leaves in doubt what it does not mention, and ignores what nobody asked', () => {
    const { undecided, orders } = decide(
      [item('r1'), item('r2')],
      fenceMoved,
      invoice('r1'),
      invoice('r9'),
    );
    expect([undecided.map(({ requestId }) => requestId), orders.length]).toEqual([['r2'], 1]);
  });

  it('counts a credit that was set off as done, also where QuickBooks kept no payment for it', () => {
    const use = (more: Partial<SetItem>) =>
      item('r1', { kind: 'payment', object: 'ReceivePayment', refNumber: null, ...more });
    const answer = response('r1', 0, {
      rets: [{ type: 'ReceivePaymentRet', fields: { TotalAmount: '0.00' } }],
    });
    const [order] = decide([use({ total: 0 })], fenceMoved, answer).orders;
    expect(order?.command).toMatchObject({
      type: 'RecordPosted',
      document: { txnId: null, total: 0 },
      mismatch: null,
    });
    expect(decide([use({ total: 1_000 })], fenceMoved, answer).undecided).toHaveLength(1);
    expect(decide([use({ total: 0 })], fenceMoved, response('r1', 0)).undecided).toHaveLength(1);
  });

  it('counts a warning with a document as posted, with a note', () => {
    const [order] = decide([item('r1')], fenceMoved, { ...invoice('r1'), statusCode: 530 }).orders;
    expect(order?.command).toMatchObject({
      type: 'RecordPosted',
      note: expect.stringContaining('saved'),
    });
  });

  it('leaves in doubt a success that shows no document', () => {
    expect(decide([item('r1')], fenceMoved, response('r1', 0)).undecided).toHaveLength(1);
  });

  it('says that nothing was executed where the fence had moved', () => {
    const outcomes = decide(
      [item('r1'), item('r2')],
      response('fence', 3200),
      response('r1', 3231),
    );
    expect([
      outcomes.fence.state,
      outcomes.orders.map(({ command }) => command.type),
      outcomes.undecided,
    ]).toEqual(['lost', ['RecordNotRun', 'RecordNotRun'], []]);
  });

  it('believes a document that stands although the fence had moved', () => {
    expect(commands([item('r1')], response('fence', 3200), invoice('r1'))).toEqual([
      ['inv-r1', 'RecordPosted'],
    ]);
  });

  it('has everything in doubt where it is empty', () => {
    expect(decide([item('r1'), item('r2')]).undecided).toHaveLength(2);
  });

  it('compares the total with the wish to the cent', () => {
    const [order] = decide([item('r1')], fenceMoved, invoice('r1', '10.01')).orders;
    expect(order?.command).toMatchObject({
      mismatch: { code: 'TOTAL_DIFFERS' },
      document: { total: 1_001 },
    });
  });

  it.each<[number, string, Partial<SetItem>, object]>([
    [3231, 'is ready again', {}, { type: 'RecordNotRun' }],
    [
      3175,
      'is tried later',
      {},
      { type: 'RecordRefused', hold: null, notBefore: '2026-11-24T10:00:30.000Z' },
    ],
    [
      3175,
      'is tried later and later',
      { refusals: 3 },
      { type: 'RecordRefused', hold: null, notBefore: '2026-11-24T10:04:00.000Z' },
    ],
    [
      3175,
      'is held after many tries',
      { refusals: 5 },
      { type: 'RecordRefused', hold: { code: 'QUICKBOOKS_3175' } },
    ],
    [3100, 'is held for its name', {}, { type: 'RecordRefused', hold: { code: 'NAME_IN_USE' } }],
    [
      3140,
      'is tried again after the lists were read',
      {},
      { type: 'RecordRefused', hold: null, notBefore: '2026-11-24T10:00:30.000Z' },
    ],
    [
      3140,
      'is held with a sentence where that did not help',
      { refusals: 2 },
      { type: 'RecordRefused', hold: { code: 'QUICKBOOKS_3140' } },
    ],
    [
      3171,
      'is held for the closed period where reading did not help',
      { refusals: 2 },
      { type: 'RecordRefused', hold: { code: 'QUICKBOOKS_3171' } },
    ],
    [
      3200,
      'is changed again after a look',
      { operation: 'mod' },
      { type: 'RecordRefused', hold: null, notBefore: null },
    ],
    [
      3200,
      'is held after several looks',
      { operation: 'mod', refusals: 3 },
      { type: 'RecordRefused', hold: { code: 'QUICKBOOKS_3200' } },
    ],
    [
      3070,
      'is held as our own fault',
      {},
      { type: 'RecordRefused', hold: { code: 'REQUEST_NOT_READABLE' } },
    ],
    [3261, 'is ready again, and the session stops', {}, { type: 'RecordNotRun' }],
    [
      9999,
      'is held, not guessed',
      {},
      { type: 'RecordRefused', hold: { code: 'QUICKBOOKS_9999' } },
    ],
  ])('with %i: the document %s', (statusCode, _, more, expected) => {
    const [order] = decide([item('r1', more)], fenceMoved, response('r1', statusCode)).orders;
    expect(order?.command).toMatchObject(expected);
  });

  it.each([1000, 3180])('with %i does not say whether the document stands', (statusCode) => {
    const { undecided, orders } = decide([item('r1')], fenceMoved, response('r1', statusCode));
    expect([undecided[0]?.statusCode, orders]).toEqual([statusCode, []]);
  });

  it('stops the session where a permission is missing', () => {
    expect(decide([item('r1')], fenceMoved, response('r1', 3261)).stop).toContain('permission');
  });

  it('looks up only what stands there already', () => {
    const customer = item('r1', { kind: 'customer', object: 'Customer', total: null });
    expect(decide([customer], fenceMoved, response('r1', 3100)).lookups).toEqual(['inv-r1']);
  });
});
