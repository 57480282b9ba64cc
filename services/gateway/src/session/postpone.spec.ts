import { describe, expect, it } from 'vitest';
import { newCompany, UNREAD_LISTS, type Company } from '../company/company.js';
import { NOTHING_READY } from './gather-facts.js';
import type { Facts } from './next-step.js';
import { postponeSeconds, type Rhythm } from './postpone.js';

const NOW = '2026-11-24T10:00:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();
const facts: Facts = { ...NOTHING_READY, now: Date.parse(NOW) };
const settled: Company = {
  ...newCompany('c1'),
  pairing: { companyName: 'Shop', filePath: 'a', fileId: '{1}', stampSeen: true, pairedAt: NOW },
  fence: { listId: '8-1', editSequence: '100', token: 's1' },
  lists: { ...UNREAD_LISTS, readAt: NOW },
};
const rhythm: Rhythm = { everyMs: 300_000, minimumSeconds: null };
const settling = (seconds: number): Partial<Company> => ({
  reread: { since: NOW, found: 0, settlesAt: at(seconds) },
});
const locked = (seconds: number): Partial<Facts> => ({
  backsOffUntil: Date.parse(at(seconds)),
});
const postponed = (
  company: Partial<Company>,
  known: Partial<Facts> = {},
  kept: Partial<Rhythm> = {},
): number | null =>
  postponeSeconds({ ...settled, ...company }, { ...facts, ...known }, { ...rhythm, ...kept });

describe('a login while our store settles', () => {
  it.each<[string, Partial<Company>, number | null]>([
    ['comes again when it has', settling(45), 45],
    ['comes again at full seconds', settling(44.2), 45],
    ['comes again no sooner than in five seconds', settling(1), 5],
    ['comes again within five minutes', settling(3_000), 300],
    ['begins once it has settled', settling(0), null],
    [
      'begins where nobody has to be waited for',
      { reread: { since: NOW, found: 0, settlesAt: null } },
      null,
    ],
    ['begins for a set without an answer', { ...settling(45), openSet: openSet() }, null],
    [
      'begins where documents are looked for that vanished',
      { ...settling(45), vanished: { since: NOW, cursor: null, asked: [], missing: 0 } },
      null,
    ],
    ['begins to make the fence', { ...settling(45), fence: null }, null],
    [
      'needs no fence where there shall be none',
      { ...settling(45), fence: null, isUnfenced: true },
      45,
    ],
    ['begins to be introduced', { ...settling(45), pairing: null }, null],
  ])('%s', (_, company, seconds) => {
    expect(postponed(company)).toBe(seconds);
  });

  it('comes again no sooner than its owner wants', () => {
    expect(postponed(settling(45), {}, { minimumSeconds: 600 })).toBe(600);
  });
});

describe('a login while records are locked', () => {
  it.each<[string, Partial<Facts>, Partial<Rhythm>, number | null]>([
    ['comes again for the next try', locked(30), {}, 30],
    ['comes by itself where the next try is later than its next call', locked(400), {}, null],
    ['comes by itself every minute', locked(90), { everyMs: 60_000 }, null],
    ['is not believed to come every few seconds', locked(50), { everyMs: 20_000 }, 50],
    ['is expected as often as the .qwc file asks', locked(299), { everyMs: null }, 299],
    ['comes again no sooner than its owner wants', locked(30), { minimumSeconds: 900 }, 900],
    ['begins where anything else is ready', { ...locked(30), hasReady: true }, {}, null],
  ])('%s', (_, known, kept, seconds) => {
    expect(postponed({}, known, kept)).toBe(seconds);
  });

  it('has nothing to come back for where nothing waits', () => {
    expect(postponed({})).toBeNull();
  });
});

function openSet(): Company['openSet'] {
  return {
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
}
