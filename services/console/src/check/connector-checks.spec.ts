import { isQuiet, type ConnectorOutcome, type Poll } from '@ml-connector/connections';
import { describe, expect, it } from 'vitest';
import { connectorChecks } from './connector-checks.js';

const NOW = Date.parse('2026-11-24T10:00:00Z');
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();
const poll = (more: Partial<Poll>): Poll => ({ at: null, everyMs: null, refusedAt: null, ...more });
const calls = (given: Poll | null) => {
  const [check] = connectorChecks(given, null, NOW);
  return [check?.state, check?.cause];
};
const update = (given: ConnectorOutcome | null) => connectorChecks(null, given, NOW)[1];

describe('the calls of a Web Connector', () => {
  it.each<[string, Poll | null, string, string | undefined]>([
    ['are unknown before the first', null, 'unknown', undefined],
    ['are well while they come', poll({ at: ago(6), everyMs: 300_000 }), 'ok', undefined],
    ['are missed after three did not come', poll({ at: ago(16) }), 'problem', 'quiet'],
    ['may be as rare as they were', poll({ at: ago(16), everyMs: 3_600_000 }), 'ok', undefined],
    ['fail for the password', poll({ refusedAt: ago(1) }), 'problem', 'wrong-password'],
    [
      'fail for the password since it was changed',
      poll({ at: ago(9), refusedAt: ago(1) }),
      'problem',
      'wrong-password',
    ],
    [
      'are well once the password is right',
      poll({ at: ago(1), refusedAt: ago(9) }),
      'ok',
      undefined,
    ],
  ])('%s', (_, given, state, cause) => {
    expect(calls(given)).toEqual([state, cause]);
  });
});

it('are expected no more often than their owner asked for', () => {
  const rare = { minimumIntervalSeconds: 3_600 };
  const [check] = connectorChecks(poll({ at: ago(16), everyMs: 300_000 }), null, NOW, rare);
  expect([check?.state, check?.sentence]).toEqual([
    'ok',
    'The Web Connector calls; it is expected about every 60 minutes.',
  ]);
  expect(isQuiet(poll({ at: ago(181), everyMs: 300_000 }), NOW, rare)).toBe(true);
});

describe('the last update', () => {
  it('is unknown before the first', () => {
    expect(update(null)?.state).toBe('unknown');
  });

  it('that ended well says what was done', () => {
    const done = { at: ago(1), outcome: 'done', sentence: 'OK: 6 posted', cause: null };
    expect([update(done)?.state, update(done)?.sentence]).toEqual([
      'ok',
      'The last update ended well. OK: 6 posted',
    ]);
  });

  it('tells cause and steps where something was in the way', () => {
    const failed = {
      at: ago(1),
      outcome: 'error',
      sentence: 'A dialog is open in QuickBooks and blocks it. Close the dialog in QuickBooks.',
      cause: '0x80040414',
    };
    expect(update(failed)).toMatchObject({
      state: 'problem',
      cause: '0x80040414',
      sentence: failed.sentence,
    });
  });
});
