/** What a set may take from the moment when it leaves until its answer is here: far below the minute after which a Web Connector may give up. */
export const TARGET_MS = 15_000;
const STEP = 10;
const MOST = 100;

/** Documents in the first set of a connection. */
export const FIRST_LIMIT = 20;

/**
 * How many documents the next set may hold: some more after a full set that was answered in time, in proportion fewer
 * after one that took too long.
 */
export const nextLimit = (
  limit: number,
  { documents, tookMs }: { readonly documents: number; readonly tookMs: number },
): number => {
  if (tookMs > TARGET_MS) {
    return Math.max(1, Math.min(limit, Math.floor((documents * TARGET_MS) / tookMs)));
  }
  return documents < limit ? limit : Math.min(MOST, limit + STEP);
};

/** After a set that got no answer, or one whose documents QuickBooks could read only by themselves. */
export const halved = (limit: number): number => Math.max(1, Math.ceil(limit / 2));
