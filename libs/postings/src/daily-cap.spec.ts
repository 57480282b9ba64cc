import { describe, expect, it } from 'vitest';
import { cappedAs, DAILY_CAP, heldByCap } from './daily-cap.js';
import { documentOf } from './posting-document.js';
import {
  after,
  claim,
  document,
  hand,
  plan,
  posted,
  reason,
  types,
  wish,
} from './posting.features.js';
import type { PostingCommand } from './posting-command.js';
import { heldByPerson } from './posting-reasons.js';

const cap: PostingCommand = { type: 'HoldForCap', reason: { ...reason, code: DAILY_CAP } };
const lift: PostingCommand = { type: 'LiftCap' };

describe('what counts towards the cap of a day', () => {
  it.each([
    ['customer', 'customers'],
    ['item', null],
    ['invoice', 'documents'],
    ['sales-receipt', 'documents'],
    ['sales-order', 'documents'],
    ['payment', null],
    ['credit-memo', null],
    ['refund-payment', null],
  ] as const)('%s: %s', (kind, counts) => {
    expect(cappedAs({ kind, document: null })).toBe(counts);
  });

  it('is nothing that stands already', () => {
    const { document: stands } = after(plan(), claim(1), hand, posted);
    expect(cappedAs({ kind: 'invoice', document: stands })).toBeNull();
  });
});

describe('a posting without room', () => {
  it('is held, found by its cap, and released once there is room', () => {
    const held = after(plan(), cap);
    expect([held.state, held.reason?.code, held.heldBy, heldByCap(held)]).toEqual([
      'held',
      DAILY_CAP,
      'gateway',
      'documents',
    ]);
    expect(documentOf(held, []).cappedAs).toBe('documents');
    const free = after(plan(), cap, lift);
    expect([free.state, free.reason]).toEqual(['ready', null]);
    expect(documentOf(free, [])).not.toHaveProperty('cappedAs');
  });

  it.each<[string, readonly PostingCommand[]]>([
    ['is out', [plan(), claim(1)]],
    ['is in doubt', [plan(), claim(1), hand, { type: 'Doubt', setId: 'set-1' }]],
    ['stands', [plan(), claim(1), hand, posted]],
    ['is to be changed', [plan(), claim(1), hand, posted, plan({ wish: wish('b') })]],
    ['waits for its customer', [plan({ waitingFor: 'cus-1' })]],
    ['was skipped', [plan(), { type: 'Skip', by: 'ada', why: null }]],
    ['does not count', [plan({ kind: 'payment' })]],
  ])('is left alone where it %s', (_, commands) => {
    expect(types(after(...commands), cap)).toEqual([]);
  });

  it.each<[string, PostingCommand]>([
    ['mapping', plan({ hold: reason })],
    ['a person', { type: 'Hold', reason: heldByPerson(null), by: 'ada', asPerson: true }],
    ['the gateway for something else', { type: 'Hold', reason, by: 'gateway', asPerson: false }],
  ])('is not released where %s held it', (_, hold) => {
    expect(types(after(plan(), hold), lift)).toEqual([]);
  });

  it('still follows the shop: withdrawn it is skipped, found it is adopted, edited it is weighed anew', () => {
    const held = after(plan(), cap);
    expect(types(held, { type: 'Withdraw', reason })).toEqual([
      'PostingWithdrawn',
      'PostingSkipped',
    ]);
    expect(types(held, { ...posted, setId: null, adopted: true })).toEqual(['PostingPosted']);
    expect(after(plan(), cap, plan({ adopt: document })).state).toBe('posted');
    expect(after(plan(), cap, plan({ wish: wish('b') })).state).toBe('ready');
    expect(types(held, plan())).toEqual([]);
  });
});
