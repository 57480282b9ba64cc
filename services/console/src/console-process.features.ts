import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ports, runService } from '@ml-connector/platform';
import supertest, { type Test } from 'supertest';
import { z } from 'zod';
import { console as consoleService } from './service.js';

export const TOKEN = 'console-test-token-0123456789';
export const GO_LIVE = '2020-01-01T00:00:00.000Z';

/** The console as it runs, over an embedded store of its own. */
export interface ConsoleProcess {
  readonly ports: Ports;
  readonly url: string;
  /** With the admin token. */
  call(method: Method, path: string): Test;
  anonymous(method: Method, path: string): Test;
  /** A connection made through the API. */
  connect(name?: string): Promise<CreatedConnection>;
  close(): Promise<void>;
}

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

const createdConnection = z.object({
  id: z.string(),
  webhook: z.object({ url: z.string(), secret: z.string() }),
  qbwc: z.object({ username: z.string(), password: z.string(), url: z.string() }),
});
export type CreatedConnection = z.infer<typeof createdConnection>;

export const startConsole = async (
  environment: Readonly<Record<string, string>> = {},
): Promise<ConsoleProcess> => {
  const directory = mkdtempSync(join(tmpdir(), 'console-'));
  const running = await runService('console', [consoleService], {
    ML_DATA_DIR: directory,
    ML_PORT: '0',
    ML_ADMIN_TOKEN: TOKEN,
    ML_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    ML_PUBLIC_URL: 'https://books.example',
    ML_LOG_LEVEL: 'silent',
    ...environment,
  });
  const url = `http://127.0.0.1:${running.port}`;
  const agent = supertest(url);
  const call: ConsoleProcess['call'] = (method, path) =>
    agent[method](path).set('Authorization', `Bearer ${TOKEN}`);
  return {
    ports: running.ports,
    url,
    call,
    anonymous: (method, path) => agent[method](path),
    connect: async (name = 'Shop') => {
      const answer = await call('post', '/api/connections').send({
        name,
        store: { url: 'https://shop.example', consumerKey: 'ck_1', consumerSecret: 'cs_1' },
        rules: { goLive: GO_LIVE },
      });
      return createdConnection.parse(answer.body);
    },
    close: async () => {
      await running.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
