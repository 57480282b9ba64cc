import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, noFailpoints } from '@ml-connector/kernel';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failpointsFrom } from './failpoints.js';
import { pass } from './passage.js';

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('failpoints', () => {
  it('are nothing at all where none is armed', () => {
    expect(failpointsFrom('')).toBe(noFailpoints);
  });

  it('act at the passing that was asked for, once', async () => {
    const failpoint = failpointsFrom('gw.committed:throw@2;gw.sent:hang=1');
    await failpoint('gw.committed');
    await failpoint('gw.sent');
    await expect(failpoint('gw.committed')).rejects.toThrow(AppError);
    await failpoint('gw.committed');
  });

  it('lose the answer of the call that passes them, after everything was done', async () => {
    const failpoint = failpointsFrom('gw.sent:drop');
    let done = 0;
    const call = () =>
      pass(async () => {
        await failpoint('gw.sent');
        done += 1;
        return done;
      });
    expect([await call(), await call()]).toEqual([
      { answer: 1, isLost: true },
      { answer: 2, isLost: false },
    ]);
  });

  it('run the call that passes them a second time, whole, before the first goes on', async () => {
    const failpoint = failpointsFrom('gw.sent:dup');
    const steps: string[] = [];
    let calls = 0;
    await pass(async () => {
      calls += 1;
      const call = calls;
      steps.push(`${call} begins`);
      await failpoint('gw.sent');
      steps.push(`${call} ends`);
    });
    expect(steps).toEqual(['1 begins', '2 begins', '2 ends', '1 ends']);
  });

  it('leave alone what is no call from outside', async () => {
    const failpoint = failpointsFrom('gw.sent:dup;gw.close:drop');
    await expect(failpoint('gw.sent')).resolves.toBeUndefined();
    await expect(failpoint('gw.close')).resolves.toBeUndefined();
  });

  it('are armed anew by a file that says something else', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ml-failpoints-'));
    const path = join(directory, 'armed');
    writeFileSync(path, '');
    const failpoint = failpointsFrom(`@${path}`);
    await failpoint('gw.sent');
    writeFileSync(path, 'gw.sent:throw');
    await expect(failpoint('gw.sent')).rejects.toThrow(AppError);
    await failpoint('gw.sent');
    rmSync(directory, { recursive: true });
  });

  it('refuse an entry that has another form', () => {
    expect(() => failpointsFrom('gw.committed=explode')).toThrow(AppError);
  });
});
