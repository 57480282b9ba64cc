import { describe, expect, it } from 'vitest';
import { autoRun, pauseSeconds } from './auto-run.js';
import { emptyReport } from './update-report.js';

describe('the pause between two updates', () => {
  it('is what the user chose, but not less than the service wants', () => {
    expect(pauseSeconds(60, emptyReport())).toBe(60);
    expect(pauseSeconds(60, { ...emptyReport(), minimumIntervalSeconds: 300 })).toBe(300);
    expect(pauseSeconds(600, { ...emptyReport(), minimumIntervalSeconds: 300 })).toBe(600);
  });

  it('is what the service asked for when it postponed', () => {
    const postponed = { ...emptyReport(), outcome: 'postponed' as const, postponeSeconds: 5 };
    expect(pauseSeconds(60, postponed)).toBe(5);
  });
});

describe('an automatic run', () => {
  it('updates again and again until it is told to stop', async () => {
    const stop = new AbortController();
    let updates = 0;
    const run = async () => {
      updates += 1;
      if (updates === 3) stop.abort();
      return emptyReport();
    };
    await autoRun({ everySeconds: 0.001, run, signal: stop.signal });
    expect(updates).toBe(3);
  });
});
