import type { Leases } from '@ml-connector/document-store';
import { expect, it, vi } from 'vitest';
import { RelayPostingsSchedule } from './relay-postings.schedule.js';

const alone: Leases = {
  during: async (_, work) => await work({ epoch: 1, isHeld: () => true }),
};
const silent = { warn: vi.fn() };

it('brings to the log at start what a process that was killed left in outboxes', async () => {
  const postings = { relayPending: vi.fn(async () => 1), close: vi.fn(async () => undefined) };
  const schedule = new RelayPostingsSchedule(postings, alone, silent);
  schedule.onApplicationBootstrap();
  expect(postings.relayPending).toHaveBeenCalledTimes(1);
  await schedule.onModuleDestroy();
});

it('leaves to the next time what the log does not take', async () => {
  const postings = {
    relayPending: vi.fn(async () => await Promise.reject(new Error('The log is away.'))),
    close: vi.fn(async () => undefined),
  };
  const schedule = new RelayPostingsSchedule(postings, alone, silent);
  await schedule.runOnce();
  expect(silent.warn).toHaveBeenCalledTimes(1);
  await schedule.onModuleDestroy();
});
