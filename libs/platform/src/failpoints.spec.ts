import { AppError, noFailpoints } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import { failpointsFrom } from './failpoints.js';

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

  it('refuse an entry that has another form', () => {
    expect(() => failpointsFrom('gw.committed=explode')).toThrow(AppError);
  });
});
