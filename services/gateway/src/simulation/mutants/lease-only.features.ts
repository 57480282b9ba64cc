import { mayBegin as real } from '../../session/may-begin.js';

/** M11, M12: nobody takes over sooner because of a fence. */
export const mayBegin: typeof real = (company, ...rest) =>
  real({ ...company, fence: null }, ...rest);
