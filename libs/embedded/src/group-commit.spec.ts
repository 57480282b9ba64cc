import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import { createGroupCommit, type GroupCommit } from './group-commit.js';
import type { OperationOutcome, Step } from './writer-protocol.js';

const step = (text = 'x'): Step[] => [{ sql: 'INSERT', rows: [[text]] }];
const written: OperationOutcome = { ok: true, steps: [] };

/** A writer that notes its transactions and ends them when it is told to. */
const setUp = (options: { commitEach?: boolean; maxQueuedBytes?: number } = {}) => {
  const transactions: number[] = [];
  const group: GroupCommit = createGroupCommit({
    commit: (operations) => transactions.push(operations.length),
    commitEach: options.commitEach ?? false,
    maxQueuedBytes: options.maxQueuedBytes ?? 1_000_000_000,
  });
  const end = async (): Promise<void> => {
    group.settled(Array.from({ length: transactions.at(-1) ?? 0 }, () => written));
    await nextTurn();
  };
  return { group, transactions, end };
};

describe('group commit', () => {
  it('puts what one turn of the loop brings into one transaction', async () => {
    const { group, transactions } = setUp();
    for (let write = 0; write < 5; write += 1) void group.write(step());
    await nextTurn();
    expect(transactions).toEqual([5]);
  });

  it('puts what comes while a transaction is in flight into the next one', async () => {
    const { group, transactions, end } = setUp();
    void group.write(step());
    await nextTurn();
    for (let write = 0; write < 3; write += 1) void group.write(step());
    await nextTurn();
    expect(transactions).toEqual([1]);
    await end();
    expect(transactions).toEqual([1, 3]);
  });

  it('acknowledges nothing before its transaction has ended', async () => {
    const { group, end } = setUp();
    let acknowledged = false;
    const write = group.write(step()).then(() => (acknowledged = true));
    await nextTurn();
    expect(acknowledged).toBe(false);
    await end();
    await write;
    expect(acknowledged).toBe(true);
  });

  it('makes one transaction of each write when it is told to', async () => {
    const { group, transactions, end } = setUp({ commitEach: true });
    for (let write = 0; write < 3; write += 1) void group.write(step());
    await nextTurn();
    await end();
    await end();
    expect(transactions).toEqual([1, 1, 1]);
  });

  it('bounds a transaction by bytes', async () => {
    const { group, transactions, end } = setUp();
    for (let write = 0; write < 4; write += 1) void group.write(step('x'.repeat(5_000_000)));
    await nextTurn();
    await end();
    expect(transactions).toEqual([2, 2]);
  });

  it('takes a write that is larger than the bound when nothing else waits', async () => {
    const { group, transactions } = setUp({ maxQueuedBytes: 10 });
    void group.write(step('x'.repeat(100)));
    await expect(group.write(step())).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await nextTurn();
    expect(transactions).toEqual([1]);
  });

  it('rejects everything when the writer has stopped', async () => {
    const { group } = setUp();
    const first = group.write(step());
    await nextTurn();
    const second = group.write(step());
    group.fail(new AppError('STORE_UNAVAILABLE', 'stopped'));
    for (const write of [first, second, group.write(step())]) {
      await expect(write).rejects.toThrow('stopped');
    }
  });

  it('refuses what cannot be sent to the writer and goes on', async () => {
    const sent: number[] = [];
    const group = createGroupCommit({
      commit: (operations) => {
        if (sent.push(operations.length) === 1) throw new TypeError('could not be cloned');
      },
      commitEach: false,
      maxQueuedBytes: 1000,
    });
    await expect(group.write(step())).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    void group.write(step());
    await nextTurn();
    expect(sent).toEqual([1, 1]);
  });

  it('is drained when the last transaction has ended', async () => {
    const { group, end } = setUp();
    const write = group.write(step());
    let drained = false;
    const drain = group.drain().then(() => (drained = true));
    await nextTurn();
    expect(drained).toBe(false);
    await end();
    await Promise.all([write, drain]);
    expect(drained).toBe(true);
  });
});
