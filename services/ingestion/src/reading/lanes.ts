/** Runs work of one key one after the other, of different keys side by side. */
export type Lanes = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * One lane per shop: what was read later is appended later, so that read numbers are in the order of the reading,
 * whoever reads (sweep, backfill, request).
 */
export const createLanes = (): Lanes => {
  const ends = new Map<string, Promise<void>>();
  return async (key, work) => {
    const run = (ends.get(key) ?? Promise.resolve()).then(work);
    const end = run.then(ignore, ignore);
    ends.set(key, end);
    try {
      return await run;
    } finally {
      if (ends.get(key) === end) ends.delete(key);
    }
  };
};

const ignore = (): void => undefined;
