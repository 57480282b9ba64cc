import { describe, expect, it } from 'vitest';
import {
  newCompany,
  UNREAD_LISTS,
  type Company,
  type OpenSet,
  type Session,
} from '../company/company.js';
import { NOTHING_READY } from './gather-facts.js';
import { newSession } from './new-session.js';
import { hasWork, listsAreDue, nextStep, type Facts } from './next-step.js';

const NOW = '2026-11-24T10:00:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();
const idle: Facts = { ...NOTHING_READY, now: Date.parse(NOW) };
const fence = { listId: '8-1', editSequence: '100', token: 's1' };
const open: OpenSet = {
  setId: 's9',
  epoch: 1,
  committedAt: NOW,
  fenceEditSequence: '100',
  beganSeenAt: null,
  stage: 'out',
  computer: null,
  undecided: null,
  probe: null,
};
const settled: Company = {
  ...newCompany('c1'),
  epoch: 2,
  pairing: {
    companyName: 'Shop',
    filePath: 'a.qbw',
    fileId: '{1}',
    stampSeen: true,
    pairedAt: NOW,
  },
  fence,
  lists: { ...UNREAD_LISTS, readAt: NOW, modifiedUpTo: NOW },
};
const session: Session = { ...newSession('t', 2, NOW), prepared: true, identified: true };

const stepOf = (
  company: Partial<Company>,
  own: Partial<Session> = {},
  facts: Partial<Facts> = {},
): string => {
  const step = nextStep({ ...settled, ...company }, { ...session, ...own }, { ...idle, ...facts });
  return step.step === 'ask' ? step.purpose : step.step;
};

describe('the next step of a session', () => {
  it.each<[string, Partial<Company>, Partial<Session>, Partial<Facts>, string]>([
    [
      'asks which company file is open before anything else',
      { openSet: open },
      { identified: false },
      { hasReady: true },
      'identity',
    ],
    ['ends once the session is over', {}, { over: 'error' }, { hasReady: true }, 'end'],
    ['looks for the fence before it makes one', { fence: null }, {}, {}, 'fence-find'],
    [
      'makes the fence where there is none',
      { fence: null },
      { fenceMissing: true },
      {},
      'fence-make',
    ],
    [
      'reads the fence where it is not as believed',
      {},
      { fenceUnsure: true },
      { hasReady: true },
      'fence-read',
    ],
    [
      'moves the fence while it is the one that a set in doubt carries',
      { openSet: { ...open, stage: 'move' } },
      {},
      {},
      'fence-move',
    ],
    [
      'sends the same bytes again only after the fence moved',
      { openSet: { ...open, stage: 'move', fenceEditSequence: '99' } },
      {},
      {},
      'resend',
    ],
    [
      'searches where an answer left only some in doubt',
      { openSet: { ...open, stage: 'move', fenceEditSequence: '99', undecided: [] } },
      {},
      {},
      'probe',
    ],
    [
      'searches after the same bytes proved nothing',
      { openSet: { ...open, stage: 'probe' } },
      {},
      {},
      'probe',
    ],
    [
      'hands out a set of its own whose bytes never left',
      { openSet: { ...open, epoch: 2 } },
      {},
      {},
      'hand',
    ],
    ['never hands out a set of another session', { openSet: open }, {}, { hasReady: true }, 'end'],
    [
      'reconciles a restored company file before it reads or writes',
      { vanished: { since: NOW, cursor: null, asked: [], missing: 0 } },
      {},
      { hasReady: true },
      'vanished',
    ],
    [
      'reads what an old store does not know before it writes',
      { reread: { since: NOW, found: 0, settlesAt: NOW } },
      {},
      { hasReady: true },
      'reread',
    ],
    [
      'lets a set that an old store does not know come to its end before it reads',
      { reread: { since: NOW, found: 0, settlesAt: at(1) } },
      {},
      { hasReady: true },
      'wait',
    ],
    ['looks up what was refused', {}, { lookups: ['cus-1'] }, { hasReady: true }, 'lookup'],
    ['reads lists that were never read', { lists: UNREAD_LISTS }, {}, { hasReady: true }, 'lists'],
    [
      'reads old lists before it writes',
      { lists: { ...UNREAD_LISTS, readAt: at(-301), modifiedUpTo: NOW } },
      {},
      { hasReady: true },
      'lists',
    ],
    ['writes with fresh lists', {}, {}, { hasReady: true }, 'post'],
    ['waits for the clock of QuickBooks', {}, { pauseUntil: at(1) }, { hasReady: true }, 'wait'],
    ['waits once after it learnt something', {}, { learnt: true }, {}, 'wait'],
    [
      'waits while mapping catches up',
      {},
      { learnt: true, waits: 3 },
      { isCatchingUp: true },
      'wait',
    ],
    [
      'holds what has no room today before it reads or writes',
      { lists: UNREAD_LISTS },
      {},
      { hasOver: true, hasReady: true },
      'hold',
    ],
    [
      'finds out what became of a set, whatever the cap says',
      { openSet: { ...open, stage: 'probe' } },
      {},
      { hasOver: true },
      'probe',
    ],
    ['waits only so often', {}, { learnt: true, waits: 6 }, { isCatchingUp: true }, 'end'],
    ['ends where nothing is to do', {}, {}, {}, 'end'],
  ])('%s', (_, company, own, facts, expected) => {
    expect(stepOf(company, own, facts)).toBe(expected);
  });
});

describe('a login', () => {
  it.each<[string, Partial<Company>, Partial<Facts>, boolean]>([
    ['finds nothing in a settled company', {}, {}, false],
    ['finds a company that was never paired', { pairing: null }, {}, true],
    ['finds a set in doubt', { openSet: open }, {}, true],
    ['finds a session that was never closed', { session }, {}, true],
    ['finds nothing after a closed session', { session: { ...session, over: 'done' } }, {}, false],
    ['finds documents that are ready', {}, { hasReady: true }, true],
    ['finds documents to hold', {}, { hasOver: true }, true],
    [
      'finds lists due where something is held that QuickBooks may mend',
      { lists: { ...UNREAD_LISTS, readAt: at(-61), modifiedUpTo: NOW } },
      { hasHopeful: true },
      true,
    ],
    [
      'leaves lists alone for a while where nothing waits for them',
      { lists: { ...UNREAD_LISTS, readAt: at(-300), modifiedUpTo: NOW } },
      {},
      false,
    ],
  ])('%s', (_, company, facts, expected) => {
    expect(hasWork({ ...settled, ...company }, { ...idle, ...facts })).toBe(expected);
  });

  it('reads the lists a quarter of an hour after the last time', () => {
    expect(
      listsAreDue(
        { ...settled, lists: { ...UNREAD_LISTS, readAt: at(-900), modifiedUpTo: NOW } },
        idle,
      ),
    ).toBe(true);
  });
});
