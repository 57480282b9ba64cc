import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../harness/eventually.js';
import { call, resultsIn } from './soap-message.js';
import { speak } from './speak.js';
import { startVictim, type Victim } from './victim.js';

const SPARE = 20;
const STRANGERS = 200;

let victim: Victim;
let pid = 0;
beforeAll(async () => {
  victim = await startVictim();
  ({ pid } = victim.world.product());
});
afterAll(() => victim.world.close());

/** The numbers of its descriptors: what a limit is about. */
const openFiles = (): readonly number[] => readdirSync(`/proc/${pid}/fd`).map(Number);
const version = () => speak(victim.port, { body: call('serverVersion'), within: 2_000 });

describe('a product that has no file descriptors left', () => {
  it('F55: keeps whom it serves, lives, and takes strangers again once there is room', async () => {
    const before = openFiles();
    const limit = before.length + SPARE;
    const limited = spawnSync('prlimit', [`--pid=${pid}`, `--nofile=${limit}:${limit}`]);
    expect(limited.status).toBe(0);
    const crowd = Array.from({ length: STRANGERS }, (): Socket => {
      const socket = connect(victim.port, '127.0.0.1');
      socket.on('error', () => undefined);
      return socket;
    });
    await sleep(1_000);
    // One that was inherited may have a number above it.
    const inherited = before.filter((number) => number >= limit).length;
    expect(openFiles().length).toBeGreaterThan(before.length);
    expect(openFiles().length).toBeLessThanOrEqual(limit + inherited);
    for (const socket of crowd) socket.destroy();
    await eventually(async () => {
      expect(resultsIn((await version()).text)[0]).toContain('ml-connector');
    });
    const last = await speak(victim.port, {
      body: call('getLastError', `<ticket>${victim.ticket}</ticket>`),
    });
    expect([last.status, resultsIn(last.text)]).toEqual([200, ['No error.']]);
  });
});
