import { expect, it } from 'vitest';

import { runDemoProcess } from '../harness/run-demo-process.js';
import { givenStack } from '../harness/stack.js';

const MOST_MS = 240_000;

it(
  'the demo sells, posts and ties out to the cent also on Kafka and the database, two processes of each service',
  async () => {
    const { brokers, mongodbUri } = givenStack();
    const { code, output } = await runDemoProcess(['--distributed'], {
      ML_KAFKA_BROKERS: brokers,
      ML_MONGODB_URI: mongodbUri,
    });

    expect(output).toMatch(/mapping \(\d+, \d+\)/);
    expect(output).toMatch(/difference 0 cents/);
    expect(output).toContain('The second delivery of everything added 0 documents.');
    expect(output).toMatch(/held: .*currency/i);
    expect(output).not.toContain('WRONG');
    expect(code).toBe(0);
  },
  MOST_MS,
);
