import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** The directory of the whole project. */
export const WORKSPACE_ROOT =
  process.env['ML_WORKSPACE_ROOT'] ?? process.cwd().replace(/\/test$/, '');
/** What `npm start` runs, built. */
export const PRODUCT_ENTRY = join(WORKSPACE_ROOT, 'services/standalone/dist/main.js');
/** Compiled code that one process left for the next: a third of a start. */
export const COMPILE_CACHE = join(WORKSPACE_ROOT, 'node_modules/.cache/compiled');
const START_MS = 60_000;

export const ADMIN_TOKEN = 'test-admin-token-0123456789';
export const ENCRYPTION_KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

/** The product while it runs, in one process or in many. */
export interface RunningProduct {
  readonly port: number;
  readonly url: string;
  /** Of the process that answers the Web Connector; of the first of them. */
  readonly pid: number;
  /** Everything that it wrote so far. */
  output(): string;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Resolves with the exit code whenever and however it ends. */
  readonly exited: Promise<number | null>;
}

export interface ProductProcess extends RunningProduct {
  readonly dataDirectory: string;
}

/** What starts one service by itself, built. */
export const serviceEntry = (service: string): string =>
  join(WORKSPACE_ROOT, 'services', service, 'dist/main.js');

/** The product as a process of its own, from the built code, on a data directory. Resolves when it is ready. */
export const startProduct = async (options: {
  readonly dataDirectory: string;
  /** What is started; the standalone edition unless said. */
  readonly entry?: string;
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** How long it may take until it is ready, in milliseconds. Default 60 s. */
  readonly startMs?: number;
}): Promise<ProductProcess> => {
  const { entry = PRODUCT_ENTRY } = options;
  if (!existsSync(entry)) throw new Error(`${entry} is missing: run "npm run build" first.`);
  const port = options.port ?? (await freePort());
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [entry], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_NO_WARNINGS: '1',
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ML_PORT: String(port),
      ML_DATA_DIR: options.dataDirectory,
      ML_ADMIN_TOKEN: ADMIN_TOKEN,
      ML_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
      ML_ALLOW_PRIVATE_STORES: 'true',
      ML_LOG_LEVEL: 'warn',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const product: ProductProcess = {
    port,
    url,
    dataDirectory: options.dataDirectory,
    pid: child.pid ?? 0,
    output: () => lines.join(''),
    exited,
    kill: () => signal(child, exited, 'SIGKILL').then(() => undefined),
    stop: () => signal(child, exited, 'SIGTERM'),
  };
  await untilReady(product, child, options.startMs ?? START_MS);
  return product;
};

const signal = (
  child: ChildProcess,
  exited: Promise<number | null>,
  name: NodeJS.Signals,
): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) child.kill(name);
  return exited;
};

const untilReady = async (
  product: ProductProcess,
  child: ChildProcess,
  startMs: number,
): Promise<void> => {
  const deadline = Date.now() + startMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    try {
      const response = await fetch(`${product.url}/health/ready`);
      await response.arrayBuffer();
      if (response.status === 200) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await product.kill();
  throw new Error(`The product did not become ready. It wrote:\n${product.output()}`);
};

/** A TCP port of the loopback address that nobody uses at the moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
