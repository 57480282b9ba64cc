import { describe, expect, it } from 'vitest';
import { createGuessBrake } from './guess-brake.js';

const start = () => {
  const paused: number[] = [];
  const time = { now: 0 };
  const brake = createGuessBrake({
    clock: { now: () => time.now },
    pause: (milliseconds) => {
      paused.push(milliseconds);
      return Promise.resolve();
    },
  });
  return { brake, paused, time };
};

describe('wrong passwords', () => {
  it('are told the later, the more of them come for one user name', async () => {
    const { brake, paused } = start();
    for (let guess = 0; guess < 12; guess += 1) await brake.hold('ml-con-1');
    await brake.hold('ml-con-2');
    expect(paused).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000]);
  });

  it('are forgotten after a while', async () => {
    const { brake, paused, time } = start();
    for (let guess = 0; guess < 4; guess += 1) await brake.hold('ml-con-1');
    time.now += 15 * 60_000;
    await brake.hold('ml-con-1');
    expect(paused).toEqual([250]);
  });

  it('never make more than a few hundred calls wait', async () => {
    let waiting = 0;
    const brake = createGuessBrake({
      clock: { now: () => 0 },
      pause: () => {
        waiting += 1;
        return new Promise(() => undefined);
      },
    });
    for (let guess = 0; guess < 1_000; guess += 1) void brake.hold('ml-con-1');
    await Promise.resolve();
    expect(waiting).toBe(200);
  });
});
