import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ADMIN_TOKEN, ENCRYPTION_KEYS, freePort } from '../../harness/product-process.js';

const root = join(import.meta.dirname, '../../../..');
const START_MS = 30_000;

/** A service of the product as a process of its own, built. */
export interface ServiceProcess {
  readonly port: number;
  readonly url: string;
  readonly pid: number;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>;
}

/**
 * Starts `services/<name>/dist/main.js` as it is shipped. What stands in ML_BENCH_NODE_OPTIONS goes to it as
 * NODE_OPTIONS, e.g. `--cpu-prof --cpu-prof-dir=/tmp/profiles`.
 */
export const startService = async (name: string, directory: string): Promise<ServiceProcess> => {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=16', join(root, `services/${name}/dist/main.js`)],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE_NO_WARNINGS: '1',
        NODE_OPTIONS: process.env['ML_BENCH_NODE_OPTIONS'] ?? '',
        ML_PORT: String(port),
        ML_DATA_DIR: directory,
        ML_ADMIN_TOKEN: ADMIN_TOKEN,
        ML_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
        ML_ALLOW_PRIVATE_STORES: 'true',
        ML_LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  const service: ServiceProcess = {
    port,
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
  await untilReady(url);
  return service;
};

const untilReady = async (url: string): Promise<void> => {
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline) {
    const status = await fetch(`${url}/health/ready`).then(
      (response) => response.status,
      () => null,
    );
    if (status === 200) return;
    await sleep(50);
  }
  throw new Error('The service did not become ready.');
};
