import { setTimeout as sleep } from 'node:timers/promises';
import type { UpdateReport } from './update-report.js';

/** How often the Web Connector runs by itself. */
export interface AutoRun {
  readonly everySeconds: number;
  readonly run: () => Promise<UpdateReport>;
  readonly signal: AbortSignal;
}

/**
 * Runs update after update until the signal: at the user's interval, no more often than the
 * service's minimum, and later where the service postponed.
 */
export async function autoRun({ everySeconds, run, signal }: AutoRun): Promise<void> {
  while (!signal.aborted) {
    const report = await run();
    await sleep(pauseSeconds(everySeconds, report) * 1000, undefined, { signal }).catch(() => {});
  }
}

/** Seconds until the next update after one that ended so. */
export function pauseSeconds(everySeconds: number, report: UpdateReport): number {
  if (report.outcome === 'postponed' && report.postponeSeconds !== undefined)
    return report.postponeSeconds;
  return Math.max(everySeconds, report.minimumIntervalSeconds ?? 0);
}
