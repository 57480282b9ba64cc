import { describe, expect, it } from 'vitest';

import { runDemoProcess } from '../harness/run-demo-process.js';

const MOST_MS = 60_000;

describe('the demo', () => {
  it(
    'sells, posts, ties out to the cent, adds nothing the second time, and ends in under a minute',
    async () => {
      const { code, output, milliseconds } = await runDemoProcess();

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
