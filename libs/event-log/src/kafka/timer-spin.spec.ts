import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cureTimerSpin } from './timer-spin.js';

interface Queue {
  checkPendingRequests(): void;
  push(request: object): void;
}

const newQueue = (): Queue => {
  const RequestQueue = createRequire(import.meta.url)(
    'kafkajs/src/network/requestQueue/index.js',
  ) as new (options: object) => Queue;
  const logger = { debug: () => undefined };
  return new RequestQueue({ maxInFlightRequests: 0, requestTimeout: 1000, logger });
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('lets an idle connection sleep, and still looks after requests that wait', () => {
  newQueue().checkPendingRequests();
  expect(vi.getTimerCount(), 'kafkajs has mended it: the cure can go').toBe(1);
  vi.clearAllTimers();

  cureTimerSpin();
  cureTimerSpin();

  const queue = newQueue();
  queue.checkPendingRequests();
  expect(vi.getTimerCount()).toBe(0);
  queue.push({ entry: { correlationId: 1 } });
  expect(vi.getTimerCount()).toBe(1);
});
