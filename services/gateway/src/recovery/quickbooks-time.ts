/** QuickBooks is an hour off across a change of daylight saving time; two leave room. */
export const MARGIN_MS = 2 * 60 * 60 * 1_000;

/** A time as qbXML wants it, in UTC with its offset spelled out. */
export const quickBooksTime = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}+00:00`;

/** Two hours before a moment, for queries by date of modification. */
export const withMargin = (milliseconds: number): string =>
  quickBooksTime(milliseconds - MARGIN_MS);

/**
 * From when on a set may have changed something (milliseconds): by our clock, or by that of QuickBooks where it is behind
 * (an EditSequence of the fence is QuickBooks' time in seconds).
 */
export const begunAt = (committedAt: string, fenceEditSequence: string | null): number => {
  const ours = Date.parse(committedAt);
  const theirs = /^\d{9,11}$/.test(fenceEditSequence ?? '')
    ? Number(fenceEditSequence) * 1_000
    : ours;
  return Math.min(ours, theirs);
};

/** The same less two hours, for queries by date of modification. */
export const modifiedSince = (committedAt: string, fenceEditSequence: string | null): string =>
  withMargin(begunAt(committedAt, fenceEditSequence));
