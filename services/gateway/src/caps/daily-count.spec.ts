import { describe, expect, it } from 'vitest';
import type { Posting } from '@ml-connector/postings';
import { afterCommit, isOver, passing, roomIn, withoutMissing, type Today } from './daily-count.js';
import { missingIn } from './missing-in.js';

const AT = '2026-11-24T10:00:00.000Z';
const now = { day: '2026-11-24', at: AT };
const caps = { customers: 2, documents: 3 };
const today: Today = { day: '2026-11-24', customers: 1, documents: 2, lastAt: { customers: AT } };
const item = (
  postingId: string,
  kind: Posting['kind'],
  operation: 'add' | 'mod' | 'void' = 'add',
) => ({
  postingId,
  kind,
  operation,
});
// Only what is asked for is looked at.
const posting = (kind: Posting['kind']) => ({ kind, document: null }) as Posting;

describe('the room of a day', () => {
  it.each<
    [string, Today | undefined, string, typeof caps | { customers: null; documents: null }, object]
  >([
    ['is the cap before anything went', undefined, now.day, caps, { customers: 2, documents: 3 }],
    ['is less by what went', today, now.day, caps, { customers: 1, documents: 1 }],
    ['is whole again on another day', today, '2026-11-25', caps, { customers: 2, documents: 3 }],
    [
      'is never below nothing where the cap was lowered',
      today,
      now.day,
      { customers: 1, documents: 1 },
      { customers: 0, documents: 0 },
    ],
    [
      'has no end without caps',
      today,
      now.day,
      { customers: null, documents: null },
      { customers: Infinity, documents: Infinity },
    ],
  ])('%s', (_, counted, day, of, room) => {
    expect(roomIn(counted, day, of)).toEqual(room);
  });

  it('lets through in order, each kind by itself, and whatever does not count', () => {
    const passes = passing({ customers: 1, documents: 2 });
    const kinds = [
      'invoice',
      'customer',
      'sales-receipt',
      'customer',
      'invoice',
      'payment',
    ] as const;
    expect(kinds.map((kind) => passes(posting(kind)))).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
    ]);
    const over = isOver({ customers: 0, documents: 1 });
    expect((['customer', 'invoice', 'item'] as const).map((kind) => over(posting(kind)))).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('the count of a day', () => {
  it('grows by what a set adds: no change, ending, payment, refund or item', () => {
    const set = [
      item('a', 'customer'),
      item('b', 'invoice'),
      item('c', 'sales-receipt'),
      item('d', 'invoice', 'mod'),
      item('e', 'invoice', 'void'),
      item('f', 'payment'),
      item('g', 'credit-memo'),
      item('h', 'refund-payment'),
      item('i', 'item'),
      item('j', 'customer', 'mod'),
    ];
    expect(afterCommit(undefined, now, set).today).toEqual({
      day: now.day,
      customers: 1,
      documents: 2,
      lastAt: { customers: AT, documents: AT },
    });
  });

  it('begins anew with a day, and is left alone by what does not count', () => {
    const next = { day: '2026-11-25', at: '2026-11-25T10:00:00.000Z' };
    expect(afterCommit(today, next, [item('a', 'invoice')]).today).toEqual({
      day: '2026-11-25',
      customers: 0,
      documents: 1,
      lastAt: { documents: next.at },
    });
    expect(afterCommit(today, next, [item('a', 'payment')]).today).toBe(today);
    expect(afterCommit(undefined, next, [item('a', 'payment')])).toEqual({});
  });

  it('gives back what is surely not in QuickBooks, and nothing that may stand', () => {
    const set = ['a', 'b', 'c', 'd', 'e'].map((id) => item(id, 'invoice'));
    const setId = 's';
    const missing = missingIn([
      { postingId: 'a', command: { type: 'RecordNotRun', setId, evidence: '' } },
      {
        postingId: 'b',
        command: { type: 'RecordRefused', setId, statusCode: 3175, hold: null, notBefore: null },
      },
      { postingId: 'c', command: { type: 'ResolveAbsent', setId, evidence: '' } },
      { postingId: 'd', command: { type: 'Doubt', setId } },
      {
        postingId: 'e',
        command: {
          type: 'Hold',
          by: 'gateway',
          asPerson: false,
          setId,
          reason: { code: 'UNCLEAR_WHETHER_POSTED', title: '', detail: '', fix: '', setting: null },
        },
      },
    ]);
    const five: Today = { ...today, documents: 5 };
    expect(withoutMissing(five, set, missing).today).toEqual({ ...today, documents: 2 });
    expect(withoutMissing({ ...today, documents: 1 }, set, missing).today?.documents).toBe(0);
    expect(withoutMissing(five, [item('a', 'invoice', 'mod')], missing).today).toEqual(five);
    expect(withoutMissing(undefined, set, missing)).toEqual({});
  });
});
