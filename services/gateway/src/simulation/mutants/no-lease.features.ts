import type { mayBegin as real } from '../../session/may-begin.js';

/** M10: every login begins at once. */
export const mayBegin: typeof real = () => 'free';
