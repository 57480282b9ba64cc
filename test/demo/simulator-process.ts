import { spawn } from 'node:child_process';
import { COMPILE_CACHE } from '../harness/product-process.js';

/** A simulator as a process of its own. */
export interface SimulatorProcess {
  output(): string;
  stop(): Promise<void>;
}

/** Starts a built simulator; resolves when it says that it is there. */
export const startSimulator = async (
  script: string,
  args: readonly string[],
  ready: RegExp,
): Promise<SimulatorProcess> => {
  const child = spawn(process.execPath, [script, ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_NO_WARNINGS: '1',
      NODE_COMPILE_CACHE: COMPILE_CACHE,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (ready.test(output)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`${script} ended at once:\n${output}`)));
  });
  return {
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
};

/** One call to a simulator's control port. */
export const control = async (
  address: string,
  call: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<unknown> => {
  const [method = 'GET', path = '/'] = call.split(' ');
  const response = await fetch(`${address}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${call} was refused: ${JSON.stringify(answer).slice(0, 300)}`);
  return answer;
};
