import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  ADMIN_TOKEN,
  type ProductProcess,
  serviceEntry,
  startProduct,
} from '../harness/product-process.js';

/** What each service answers by itself: its own edge, not that of another. */
const EDGES = [
  { service: 'ingestion', method: 'POST', path: '/webhooks/con-unknown', status: 404 },
  { service: 'mapping', method: 'GET', path: '/api/connections', status: 404 },
  { service: 'gateway', method: 'GET', path: '/qbwc', status: 200 },
  { service: 'audit', method: 'GET', path: '/api/audit/verify', status: 200 },
  { service: 'console', method: 'GET', path: '/api/connections', status: 200 },
] as const;

describe.each(EDGES)('$service by itself', ({ service, method, path, status }) => {
  let directory: string;
  let running: ProductProcess;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), `ml-${service}-`));
    running = await startProduct({ dataDirectory: directory, entry: serviceEntry(service) });
  });
  afterAll(async () => {
    await running.kill();
    rmSync(directory, { recursive: true, force: true });
  });

  const statusOf = async (target: string, init: RequestInit = {}): Promise<number> => {
    const answer = await fetch(`${running.url}${target}`, init);
    await answer.arrayBuffer();
    return answer.status;
  };
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };

  it('is live, started and ready, and tells its figures', async () => {
    const paths = ['/health/live', '/health/startup', '/health/ready', '/metrics'];
    const statuses = await Promise.all(paths.map((one) => statusOf(one)));
    expect(statuses).toEqual([200, 200, 200, 200]);
  });

  it(`answers ${method} ${path} with ${status}`, async () => {
    expect(await statusOf(path, { method, headers })).toBe(status);
  });

  it('lets nobody under /api without the token, and has nothing elsewhere', async () => {
    expect(await statusOf('/api/anything')).toBe(401);
    expect(await statusOf('/anything')).toBe(404);
  });

  it('drains and ends with 0 when it is told to, with nothing to complain about', async () => {
    expect(await running.stop()).toBe(0);
    expect(running.output()).toBe('');
  });
});
