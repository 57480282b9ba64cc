import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';
import { WORKSPACE_ROOT } from '../harness/product-process.js';

const directory = mkdtempSync(join(tmpdir(), 'ml-with-stack-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** On a machine that can start neither a Kafka nor a MongoDB: where they would be kept there is a file. */
const runs = (environment: Readonly<Record<string, string>>) => {
  const file = join(directory, 'file');
  writeFileSync(file, '');
  const { status, stdout, stderr } = spawnSync(
    join(WORKSPACE_ROOT, 'deploy/local/with-stack.sh'),
    ['echo', 'the tests ran'],
    {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: directory,
        ML_STACK_KIND: 'local',
        ML_STACK_CACHE: join(file, 'cache'),
        ML_STACK_DATA: join(file, 'data'),
        ML_STACK_KAFKA_PORT: '1',
        ML_STACK_MONGODB_PORT: '2',
        ...environment,
      },
    },
  );
  return { status, ran: stdout.includes('the tests ran'), said: stderr.trim().split('\n').at(-1) };
};

describe('tests that need real servers', () => {
  it('run on those that are given', () => {
    const given = { ML_KAFKA_BROKERS: '127.0.0.1:1', ML_MONGODB_URI: 'mongodb://127.0.0.1:2' };
    expect(runs(given)).toMatchObject({ status: 0, ran: true });
  });

  it.each([
    ['a Kafka', 'ML_KAFKA_BROKERS', {}],
    ['a MongoDB', 'ML_MONGODB_URI', { ML_KAFKA_BROKERS: '127.0.0.1:1' }],
  ])('do not run, and say in a sentence that %s is missing', (what, variable, given) => {
    const { status, ran, said } = runs(given);
    expect([status, ran]).toEqual([1, false]);
    expect(said).toMatch(new RegExp(`^These tests need ${what}: set ${variable} .*test:embedded`));
  });
});
