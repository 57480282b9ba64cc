import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { WORKSPACE_ROOT } from './product-process.js';

/** Where Kafka and the database are. */
export interface StackAddress {
  readonly brokers: string;
  readonly mongodbUri: string;
}

/** A Kafka and a database of a test's own, which it may kill. */
export interface OwnStack extends StackAddress {
  /** How a process is told to come in by TLS and a password; null where the stack has no such way (containers). */
  secure(mechanism: 'plain' | 'scram-sha-512'): Readonly<Record<string, string>> | null;
  crash(part: 'kafka' | 'mongodb'): Promise<void>;
  /** Starts what was killed, on what it had. */
  start(part: 'kafka' | 'mongodb'): Promise<void>;
  close(): Promise<void>;
}

/** The stack that the test run was given. @throws Error where there is none. */
export const givenStack = (): StackAddress => {
  const brokers = process.env['ML_KAFKA_BROKERS'];
  const mongodbUri = process.env['ML_MONGODB_URI'];
  if (!brokers || !mongodbUri)
    throw new Error('ML_KAFKA_BROKERS and ML_MONGODB_URI are missing: "npm test" sets them.');
  return { brokers, mongodbUri };
};

/** Starts one by `deploy/local`, on ports that are free. */
export const startOwnStack = async (): Promise<OwnStack> => {
  const data = mkdtempSync(join(tmpdir(), 'ml-own-stack-'));
  const kafkaPort = await freeServerPort(21_000);
  const mongodbPort = await freeServerPort(27_000);
  const run = async (script: string, ...verbs: readonly string[]): Promise<void> => {
    await promisify(execFile)(join(WORKSPACE_ROOT, 'deploy/local', script), [...verbs], {
      env: {
        ...process.env,
        ML_STACK_DATA: data,
        ML_STACK_KAFKA_PORT: String(kafkaPort),
        ML_STACK_MONGODB_PORT: String(mongodbPort),
      },
    });
  };
  await run('stack.sh', 'start');
  return {
    brokers: `127.0.0.1:${kafkaPort}`,
    mongodbUri: `mongodb://127.0.0.1:${mongodbPort}/`,
    secure(mechanism) {
      const folder = join(data, 'kafka/secure');
      return existsSync(folder)
        ? {
            ML_KAFKA_BROKERS: `127.0.0.1:${kafkaPort + 2}`,
            ML_KAFKA_CA_FILE: join(folder, 'ca.pem'),
            ML_KAFKA_SERVER_NAME: 'localhost',
            ML_KAFKA_SASL_MECHANISM: mechanism,
            ML_KAFKA_SASL_USERNAME: 'ml',
            ML_KAFKA_SASL_PASSWORD: readFileSync(join(folder, 'password'), 'utf8').trim(),
          }
        : null;
    },
    crash: (part) => run('stack.sh', 'crash', part),
    start: (part) => run(`${part}.sh`, 'start'),
    close: async () => {
      await run('stack.sh', 'wipe');
      rmSync(data, { recursive: true, force: true });
    },
  };
};

/** Not one of the ports that the system gives to clients: who tries to connect to such a port can meet itself. */
const freeServerPort = async (first: number): Promise<number> => {
  for (let port = first + ((process.pid * 4) % 4_000); ; port += 4)
    if ((await isFree(port)) && (await isFree(port + 1)) && (await isFree(port + 2))) return port;
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
