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

  it(
    'keeps everything running where it is asked to, says where, and ends with all of it when it is interrupted',
    async () => {
      const answers: Promise<number>[] = [];
      const { code, output } = await runDemoProcess(['--keep'], {}, (written, interrupt) => {
        const url = /Still running[\s\S]*?(http:\/\/localhost:\d+)/.exec(written)?.[1];
        if (url === undefined || answers.length > 0) return;
        const asked = statusOf(url);
        answers.push(asked);
        void asked.finally(interrupt);
      });

      expect(await Promise.all(answers)).toHaveLength(1);
      const urls = [...output.matchAll(/http:\/\/(?:localhost|127\.0\.0\.1):\d+/g)].map(
        ([url]) => url,
      );
      expect(new Set(urls).size).toBeGreaterThanOrEqual(3);
      expect(await Promise.all(urls.map(isGone))).toEqual(urls.map(() => true));
      expect(code).toBe(0);
    },
    MOST_MS * 2,
  );
});

const statusOf = async (url: string): Promise<number> => {
  const response = await fetch(url);
  await response.arrayBuffer();
  return response.status;
};

const isGone = (url: string): Promise<boolean> =>
  statusOf(url).then(
    () => false,
    () => true,
  );
