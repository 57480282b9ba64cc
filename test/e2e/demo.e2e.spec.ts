import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { WORKSPACE_ROOT } from '../harness/product-process.js';

const MOST_MS = 60_000;

/** Runs the built demo as `npm run demo` does. */
const runDemo = (): Promise<{ code: number | null; output: string; milliseconds: number }> =>
  new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(process.execPath, [join(WORKSPACE_ROOT, 'test/dist/demo/main.js')], {
      cwd: WORKSPACE_ROOT,
      env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', (code) => resolve({ code, output, milliseconds: Date.now() - started }));
  });

describe('the demo', () => {
  it(
    'sells, posts, ties out to the cent, adds nothing the second time, and ends in under a minute',
    async () => {
      const { code, output, milliseconds } = await runDemo();

      expect(output).toMatch(/difference 0 cents/);
      expect(output).toContain('The second delivery of everything added 0 documents.');
      expect(output).toMatch(/held: .*currency/i);
      expect(output).not.toContain('WRONG');
      expect(code).toBe(0);
      expect(milliseconds).toBeLessThan(MOST_MS);
    },
    MOST_MS * 2,
  );
});
