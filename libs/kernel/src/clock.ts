/** Where the time comes from. Passed in, so that pure code never asks for it and a test can say what it is. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** ISO 8601 in UTC with milliseconds, the form in which times travel and are stored. */
export const isoTime = (milliseconds: number): string => {
  // One decision asks many times for one moment.
  if (milliseconds !== last.milliseconds) {
    last = { milliseconds, text: new Date(milliseconds).toISOString() };
  }
  return last.text;
};

let last = { milliseconds: 0, text: '1970-01-01T00:00:00.000Z' };
