/**
 * What to do about an answer:
 * - `ok` done; `absent` what was asked for, or a part of it, is not there: the answer holds the rest;
 * - `retry` the same request later; `repair` the product can mend the cause and ask again;
 * - `hold` a person must act for this one request; `stop` a person must act before anything is written;
 * - `not-run` QuickBooks passed over it; `bug` the request is wrong and stays wrong.
 */
export type StatusClass =
  | 'ok'
  | 'absent'
  | 'retry'
  | 'repair'
  | 'hold'
  | 'stop'
  | 'not-run'
  | 'bug';

/** Whether the request took effect in the company file. */
export type StatusOutcome = 'executed' | 'not-executed' | 'unknown';

/** One line of the table. */
export interface StatusRow {
  readonly class: StatusClass;
  /** Where it does not follow from the class. */
  readonly outcome?: StatusOutcome;
  readonly title: string;
  readonly fix: string;
  /** The message tells whether it is only a lock, which passes. */
  readonly lockTold?: boolean;
  /** The lists and preferences of the company file, read anew, may mend it. */
  readonly asksLists?: boolean;
}
