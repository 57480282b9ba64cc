import type { QbAnswer } from '@ml-connector/qbxml';
import { describe, expect, it } from 'vitest';
import type { SetItem } from '../company/collections.js';
import type { OpenSet } from '../company/company.js';
import { differences, learnProbe } from './learn-probe.js';
import { NO_PROBE, type Probe } from './probe.js';
import { probeRequests, type Sought } from './probe-requests.js';
import { provesNothing } from './proves-nothing.js';
import { modifiedSince } from './quickbooks-time.js';
import { mayStillRun, resolveDoubts } from './resolve-doubts.js';

const NOW = Date.parse('2026-11-24T10:00:00Z');
const open: OpenSet = {
  setId: 's1',
  epoch: 1,
  committedAt: '2026-11-24T09:59:00.000Z',
  fenceEditSequence: null,
  beganSeenAt: null,
  stage: 'probe',
  computer: null,
  undecided: null,
  probe: null,
};
const invoice: SetItem = {
  postingId: 'inv-1',
  requestId: 'r1',
  wishRevision: 1,
  operation: 'add',
  kind: 'invoice',
  object: 'Invoice',
  refNumber: '7',
  total: 1_000,
  refusals: 0,
  fields: null,
};
const customer: SetItem = {
  ...invoice,
  postingId: 'cus-1',
  requestId: 'r2',
  kind: 'customer',
  object: 'Customer',
  refNumber: null,
  total: null,
};
const sought: readonly Sought[] = [
  { item: invoice, fields: null },
  { item: customer, fields: { Name: 'Ada' } },
];
const answer = (requestId: string, fields: Record<string, string>, statusCode = 0): QbAnswer => ({
  responses: [
    {
      type: 'InvoiceQuery',
      requestId,
      statusCode,
      statusSeverity: '',
      statusMessage: '',
      rets: [{ type: 'InvoiceRet', fields }],
      plain: {},
    },
  ],
});
const learn = (given: QbAnswer): Probe | null =>
  learnProbe(NO_PROBE, { answer: given, sought, open });
const codes = (probe: Probe, more: Partial<OpenSet> = {}, elsewhere = false) =>
  resolveDoubts({
    open: { ...open, ...more },
    probe,
    sought: [{ item: invoice, fields: null }],
    elsewhere,
    now: NOW,
  }).map(({ command }) => (command.type === 'Hold' ? command.reason.code : command.type));

describe('a probe', () => {
  it('asks by date, by number, for deletions and by name', () => {
    expect(probeRequests(open, NO_PROBE, sought).map(({ requestId }) => requestId)).toEqual([
      'since:Invoice',
      'number:Invoice',
      'deleted',
      'list:r2',
    ]);
  });

  it('goes on with the pages that are left, and then is done', () => {
    const probe = { ...NO_PROBE, begun: true, iterators: { Invoice: '{1}' } };
    expect(probeRequests(open, probe, sought)[0]?.request.iterator).toEqual({ continueId: '{1}' });
    expect(probeRequests(open, { ...probe, iterators: {} }, sought)).toEqual([]);
  });

  it('looks two hours back from the earlier of both clocks', () => {
    const seconds = String(Date.parse('2026-11-24T09:00:00Z') / 1_000);
    expect(modifiedSince('2026-11-24T10:00:00.000Z', seconds)).toBe('2026-11-24T07:00:00+00:00');
  });

  it('finds a document by its mark', () => {
    const probe = learn(
      answer('since:Invoice', {
        TxnID: 'T1',
        EditSequence: '5',
        Memo: 'x [ml:inv-1]',
        Subtotal: '10.00',
      }),
    );
    expect([probe?.found['inv-1']?.txnId, probe && codes(probe)]).toEqual(['T1', ['RecordPosted']]);
  });

  it('does not take a document with the same number for ours, but asks a person', () => {
    const probe = learn(
      answer('number:Invoice', {
        TxnID: 'T1',
        RefNumber: '7',
        TimeCreated: '2026-11-24T09:59:30-00:00',
      }),
    );
    expect(probe && codes(probe)).toEqual(['UNCLEAR_WHETHER_POSTED']);
  });

  it('passes over an old document with the same number', () => {
    const probe = learn(
      answer('number:Invoice', {
        TxnID: 'T1',
        RefNumber: '7',
        TimeCreated: '2026-01-01T09:59:30-00:00',
      }),
    );
    expect(probe && codes(probe)).toEqual(['ResolveAbsent']);
  });

  it('knows a document with the same number for a new one where the clock of QuickBooks is days behind', () => {
    const fenceEditSequence = String(Date.parse('2026-11-20T09:00:00Z') / 1_000);
    const probe = learnProbe(NO_PROBE, {
      answer: answer('number:Invoice', {
        TxnID: 'T1',
        RefNumber: '7',
        TimeCreated: '2026-11-20T09:00:30-00:00',
      }),
      sought,
      open: { ...open, fenceEditSequence },
    });
    expect(probe && codes(probe)).toEqual(['UNCLEAR_WHETHER_POSTED']);
  });

  it('tells a deletion by a person', () => {
    const probe = learn(answer('deleted', { TxnDelType: 'Invoice', RefNumber: '7' }));
    expect(probe && codes(probe)).toEqual(['DELETED_IN_QUICKBOOKS']);
  });

  it('concludes nothing from a query that failed', () => {
    expect(learn(answer('since:Invoice', {}, 1000))).toBeNull();
  });

  it('resolves what neither stands nor was deleted as absent', () => {
    expect(codes({ ...NO_PROBE, begun: true })).toEqual(['ResolveAbsent']);
  });

  it('asks a person where another computer has begun the set and may go on with it', () => {
    const begun = { beganSeenAt: new Date(NOW - 3_600_000).toISOString() };
    const absent = { ...NO_PROBE, begun: true };
    expect([
      codes(absent, begun, true),
      codes(absent, begun, false),
      codes(absent, {}, true),
    ]).toEqual([['UNCLEAR_WHETHER_POSTED'], ['ResolveAbsent'], ['ResolveAbsent']]);
  });

  it('remembers a refusal that did not say whether the document stands', () => {
    const undecided = [{ requestId: 'r1', statusCode: 3180, reason: null }];
    expect(codes({ ...NO_PROBE, begun: true }, { undecided })).toEqual(['RecordRefused']);
  });
});

describe('a set that QuickBooks began', () => {
  it('may still be running for a while', () => {
    const longAgo = new Date(NOW - 3_600_000).toISOString();
    const began = { ...open, committedAt: longAgo, beganSeenAt: new Date(NOW).toISOString() };
    expect([
      mayStillRun(began, NOW + 59_999, 60_000),
      mayStillRun(began, NOW + 60_000, 60_000),
      mayStillRun(open, NOW, 60_000),
    ]).toEqual([true, false, false]);
  });
});

describe('the answer to the same bytes again', () => {
  const fence = (statusCode: number, messageSetStatusCode?: number): QbAnswer => ({
    ...(messageSetStatusCode === undefined ? {} : { messageSetStatusCode }),
    responses: [
      {
        type: 'OtherNameMod',
        requestId: 'fence',
        statusCode,
        statusSeverity: '',
        statusMessage: '',
        rets: [],
        plain: {},
      },
    ],
  });
  it.each<[string, QbAnswer, boolean]>([
    ['is the stored answer', fence(0, 0), false],
    ['proves nothing with 3200 on the fence', fence(3200, 0), true],
    ['proves nothing where QuickBooks forgot the set', fence(0, 600), true],
    ['proves nothing where it is empty', { responses: [] }, true],
  ])('%s', (_, given, expected) => {
    expect(provesNothing(given)).toBe(expected);
  });
});

describe('an edit of a person', () => {
  it('is seen in the fields that we wrote, and only there', () => {
    const written = {
      Name: 'Ada',
      Phone: '1',
      BillAddress: { City: 'Bath', Note: '' },
      ListID: 'x',
    };
    const stands = { Name: 'Ada', Phone: '2', Email: 'new', BillAddress: { City: ' Bath ' } };
    expect(differences(written, stands)).toEqual(['Phone']);
  });
});
