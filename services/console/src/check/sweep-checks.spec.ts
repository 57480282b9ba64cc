import { newSweep } from '@ml-connector/connections';
import { describe, expect, it } from 'vitest';
import { sweepChecks } from './sweep-checks.js';

const at = '2026-03-01T12:00:00.000Z';
const problem = { code: 'SHOP_REFUSED', sentence: 'The key was revoked; make a new one.', at };
const states = (sweep: Parameters<typeof sweepChecks>[0]) =>
  sweepChecks(sweep).map(({ name, state, checkedAt }) => [name, state, checkedAt]);

describe('how ingestion fares', () => {
  it('is unknown before the shop was read', () => {
    expect(states(null)).toEqual([
      ['sweep', 'unknown', null],
      ['webhooks', 'unknown', null],
    ]);
  });

  it('is well when the shop was read and its webhooks stand', () => {
    const sweep = newSweep('con-a');
    const webhooks = { ...sweep.webhooks, checkedAt: at };
    expect(states({ ...sweep, lastRunAt: at, webhooks })).toEqual([
      ['sweep', 'ok', at],
      ['webhooks', 'ok', at],
    ]);
  });

  it('is a problem where orders cannot be read, which are named', () => {
    const unreadable = [
      { what: 'order', id: 12, problem: 'total' },
      { what: 'customer', id: 8, problem: 'email' },
      { what: 'order', id: null, problem: 'id' },
    ] as const;
    const [check] = sweepChecks({
      ...newSweep('con-a'),
      lastRunAt: at,
      unreadable: [...unreadable],
    });
    expect(check).toMatchObject({ state: 'problem', cause: 'unreadable', checkedAt: at });
    expect(check?.sentence).toContain('books: 12, one without a number. Open and save');
    const [customersOnly] = sweepChecks({
      ...newSweep('con-a'),
      lastRunAt: at,
      unreadable: [unreadable[1]],
    });
    expect(customersOnly?.state).toBe('ok');
  });

  it('is a problem in the words of whoever met it', () => {
    const sweep = newSweep('con-a');
    const webhooks = { ...sweep.webhooks, checkedAt: at, problem };
    const checks = sweepChecks({ ...sweep, lastRunAt: at, lastError: problem, webhooks });
    expect(checks.map(({ state, sentence }) => [state, sentence])).toEqual([
      ['problem', problem.sentence],
      ['problem', problem.sentence],
    ]);
  });
});
