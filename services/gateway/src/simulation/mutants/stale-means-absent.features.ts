import type { provesNothing as real } from '../../recovery/proves-nothing.js';

/** A re-sent set that is refused with 3200 is taken for one that never ran. */
export const provesNothing: typeof real = ({ messageSetStatusCode }) =>
  (messageSetStatusCode ?? 0) !== 0;
