import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { WORKSPACE_ROOT } from './product-process.js';

export interface EndedDemo {
  readonly code: number | null;
  readonly output: string;
  readonly milliseconds: number;
}

/** Runs the built demo as `npm run demo` does. `onOutput` is told what it has written so far, whenever it writes, and may end it as Ctrl-C does. */
export const runDemoProcess = (
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
  onOutput: (output: string, interrupt: () => void) => void = () => undefined,
): Promise<EndedDemo> =>
  new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(
      process.execPath,
      [join(WORKSPACE_ROOT, 'test/dist/demo/main.js'), ...args],
      {
        cwd: WORKSPACE_ROOT,
        env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1', ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      onOutput(output, () => child.kill('SIGINT'));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', (code) => resolve({ code, output, milliseconds: Date.now() - started }));
  });
