import type { StatusClass, StatusOutcome, StatusRow } from './status-row.js';
import { STATUS_ROWS } from './status-table.js';

export interface StatusMeaning {
  readonly code: number;
  readonly class: StatusClass;
  readonly outcome: StatusOutcome;
  /** The lists and preferences of the company file, read anew, may mend it. */
  readonly asksLists: boolean;
  /** What happened, as one sentence for a bookkeeper. */
  readonly title: string;
  /** What to do about it, as one sentence for a bookkeeper. */
  readonly fix: string;
}

/**
 * What a response's `statusCode` means, or a message set's `messageSetStatusCode`. The severity is not asked:
 * QuickBooks reports refusals as Info, too.
 * @param message QuickBooks' own text, which alone tells a lock from a refusal under 3170 and 3180.
 */
export const statusMeaning = (statusCode: number, message = ''): StatusMeaning => {
  const row = STATUS_ROWS.get(statusCode) ?? rangeRow(statusCode);
  const locked = row.lockTold === true && LOCK_WORDS.test(message);
  const { class: class_, title, fix } = locked ? LOCKED : row;
  const outcome = row.outcome ?? (class_ === 'ok' ? 'executed' : 'not-executed');
  const asksLists = row.asksLists ?? false;
  return { code: statusCode, class: class_, outcome, asksLists, title, fix };
};

/** Every status code that is listed, in ascending order; others are read by their range. */
export const LISTED_STATUS_CODES: readonly number[] = [...STATUS_ROWS.keys()].toSorted(
  (a, b) => a - b,
);

const LOCK_WORDS = /\block(?:ed|ing)?\b|\bin use\b|being (?:used|edited|modified)|another user/i;

const LOCKED = {
  class: 'retry',
  title: 'Somebody has this record open in QuickBooks, so it cannot be changed now.',
  fix: 'Nothing to do: it is tried again. If it stays, close the window in which the record is open.',
} as const;

/** QuickBooks groups its codes, which tells enough about one that is not listed. */
const rangeRow = (code: number): StatusRow => {
  if (code >= 0 && code < 1000)
    return {
      class: 'ok',
      title: 'QuickBooks did what was asked and added a remark.',
      fix: 'Read the remark; nothing has to be done.',
    };
  return {
    class: 'hold',
    ...(code < 2000 && { outcome: 'unknown' as const }),
    title: `QuickBooks refused the request with the code ${code}.`,
    fix: 'Read the text that QuickBooks gave, correct what it names, then retry this document.',
  };
};
