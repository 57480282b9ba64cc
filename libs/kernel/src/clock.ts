/** Where the time comes from. Passed in, so that pure code never asks for it and a test can say what it is. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** ISO 8601 in UTC with milliseconds, the form in which times travel and are stored. */
export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
