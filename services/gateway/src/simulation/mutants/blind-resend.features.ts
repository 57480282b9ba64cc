import { resolveDoubts as real } from '../../recovery/resolve-doubts.js';

export * from '../../recovery/resolve-doubts.js';

const BLIND = { found: {}, deleted: [], suspicious: [], iterators: {}, begun: true };

/** M7: whatever was not answered is taken for absent. */
export const resolveDoubts: typeof real = (doubts) => real({ ...doubts, probe: BLIND });
