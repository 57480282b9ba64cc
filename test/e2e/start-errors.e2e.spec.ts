import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { freePort, PRODUCT_ENTRY, startProduct } from '../harness/product-process.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ml-start-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Starts the product as `npm start` does, and waits for its end. */
const start = (
  environment: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [...nodeOptions, PRODUCT_ENTRY], {
      env: { PATH: process.env['PATH'] ?? '', ML_LOG_LEVEL: 'warn', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', (code) => resolve({ code, output }));
  });

/** Exit code 1, what to do in words, and nothing of our insides. */
const expectSentence = ({ code, output }: Ended, ...parts: readonly RegExp[]): void => {
  expect(code).toBe(1);
  for (const part of parts) expect(output).toMatch(part);
  expect(output).not.toMatch(/^\s+at /m);
  expect(output).not.toMatch(/node_modules|\.js:\d/);
};

const listen = async (): Promise<{ readonly server: Server; readonly port: number }> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
};

describe('the product says in one sentence what to do', () => {
  it('when its port is taken', async () => {
    const { server, port } = await listen();
    const ended = await start({ ML_PORT: String(port), ML_DATA_DIR: join(directory, 'taken') });
    server.close();

    expectSentence(ended, new RegExp(`Port ${port} is taken`), /ML_PORT/);
    expect(ended.output.trim().split('\n')).toHaveLength(1);
  });

  it('when its data directory cannot be written', async () => {
    // Also root cannot make a directory below a file.
    const file = join(directory, 'a-file');
    writeFileSync(file, '');
    const port = String(await freePort());
    const ended = await start({ ML_PORT: port, ML_DATA_DIR: join(file, 'data') });

    expectSentence(ended, /data directory .* cannot be written/i, /ML_DATA_DIR/);
    expect(ended.output.trim().split('\n')).toHaveLength(1);
  });

  it('when another process works on its data directory, which goes on', async () => {
    const dataDirectory = join(directory, 'shared');
    const first = await startProduct({ dataDirectory });
    const ended = await start({ ML_PORT: String(await freePort()), ML_DATA_DIR: dataDirectory });
    const { status } = await fetch(`${first.url}/health/ready`);
    await first.stop();

    expectSentence(ended, new RegExp(`in use by process ${first.pid}`), /ML_DATA_DIR/);
    expect(status).toBe(200);
  });

  it('when its configuration is wrong: every fault at once, by name, without the value', async () => {
    const ended = await start({
      ML_PORT: '99999',
      ML_PUBLIC_URL: 'nowhere',
      ML_ADMIN_TOKEN: 'secret',
      ML_DATA_DIR: join(directory, 'wrong'),
    });

    expectSentence(ended, /ML_PORT/, /ML_PUBLIC_URL/, /ML_ADMIN_TOKEN/);
    expect(ended.output).not.toMatch(/99999|nowhere|'secret'|"secret"/);
  });

  it('when an encryption key has another length, without the key', async () => {
    const key = Buffer.alloc(16, 1).toString('base64');
    const ended = await start({
      ML_ENCRYPTION_KEYS: `k1:${key}`,
      ML_DATA_DIR: join(directory, 'key'),
    });

    expectSentence(ended, /ML_ENCRYPTION_KEYS/, /32 bytes/);
    expect(ended.output).not.toContain(key);
  });

  it('when Node is too old', async () => {
    const older =
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.1.0" } })';
    const ended = await start({ ML_DATA_DIR: join(directory, 'old') }, [
      '--import',
      `data:text/javascript,${encodeURIComponent(older)}`,
    ]);

    expectSentence(ended, /needs Node 24 or newer/, /npm start/);
  });
});
