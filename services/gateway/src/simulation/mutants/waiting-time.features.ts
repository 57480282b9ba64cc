import type { mayStillRun as real } from '../../recovery/resolve-doubts.js';

export * from '../../recovery/resolve-doubts.js';

/** M12: a set is believed to be dead when enough time has passed since it left. */
export const mayStillRun: typeof real = (open, now, settleMs) =>
  now - Date.parse(open.committedAt) < settleMs;
