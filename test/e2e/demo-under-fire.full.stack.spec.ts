import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { SERVICES, type ServiceName } from '../harness/cluster.js';
import { runDemoProcess } from '../harness/run-demo-process.js';
import { type OwnStack, startOwnStack } from '../harness/stack.js';

const MOST_MS = 600_000;
const DOWN_MS = 3_000;

let stack: OwnStack;
beforeAll(async () => {
  stack = await startOwnStack();
}, MOST_MS);
afterAll(() => stack?.close(), MOST_MS);

type Victim = ServiceName | 'kafka' | 'mongodb';
/** When the shop has just sold, and while the first update runs. */
const MOMENTS = ['The shop sold', 'Web Connector:'] as const;
const CASES = MOMENTS.flatMap((moment) =>
  ([...SERVICES, 'kafka', 'mongodb'] as const).map((victim) => ({ moment, victim })),
);

it.each(CASES)(
  'the demo posts every order once and ties out to the cent when $victim is killed after "$moment"',
  async ({ moment, victim }) => {
    const harm: Promise<void>[] = [];
    const { code, output } = await runDemoProcess(
      ['--distributed'],
      { ML_KAFKA_BROKERS: stack.brokers, ML_MONGODB_URI: stack.mongodbUri },
      (sofar) => {
        if (harm.length === 0 && sofar.includes(moment)) harm.push(kill(victim, sofar));
      },
    );
    await Promise.all(harm);

    expect(harm).toHaveLength(1);
    expect(output).toMatch(/difference 0 cents/);
    expect(output).toContain('The second delivery of everything added 0 documents.');
    expect(output).not.toContain('WRONG');
    expect(code).toBe(0);
  },
  MOST_MS,
);

/** Both processes of a service at once; what starts them anew is the demo itself. */
const kill = async (victim: Victim, output: string): Promise<void> => {
  if (victim === 'kafka' || victim === 'mongodb') {
    await stack.crash(victim);
    await sleep(DOWN_MS);
    await stack.start(victim);
    return;
  }
  const [, first, second] = new RegExp(`${victim} \\((\\d+), (\\d+)\\)`).exec(output) ?? [];
  for (const process of [first, second]) globalThis.process.kill(Number(process), 'SIGKILL');
};
