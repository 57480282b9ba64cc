import type { StatusClass } from './status-row.js';

/** What to do about a call that QuickBooks did not answer. */
export type HresultClass = Extract<StatusClass, 'retry' | 'stop' | 'bug'>;

/** One line of the table; the outcome is unknown unless it says otherwise. */
export interface HresultRow {
  readonly outcome?: 'nothing-executed';
  readonly class: HresultClass;
  readonly title: string;
  readonly fix: string;
}
