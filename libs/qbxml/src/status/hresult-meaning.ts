import type { HresultClass, HresultRow } from './hresult-row.js';
import { HRESULT_ROWS } from './hresult-table.js';

/** What the Web Connector reports when QuickBooks gave no answer at all. */
export interface HresultMeaning {
  /** As `0x8004040A`; empty if none was reported. */
  readonly hresult: string;
  /** `unknown` means: what left may stand in the company file, so look before anything is sent again. */
  readonly outcome: 'nothing-executed' | 'unknown';
  readonly class: HresultClass;
  /** What happened, as one sentence for a bookkeeper. */
  readonly title: string;
  /** What to do about it, as one sentence for a bookkeeper. */
  readonly fix: string;
}

/**
 * What a COM error means.
 * @param hresult as the Web Connector sends it: `0x80040400`, without the prefix, or as a signed decimal.
 */
export const hresultMeaning = (hresult: string): HresultMeaning => {
  const code = normalize(hresult);
  return { hresult: code, outcome: 'unknown', ...(HRESULT_ROWS.get(code) ?? UNLISTED) };
};

/** Every hresult that is listed, normalized. */
export const HRESULT_CODES: readonly string[] = [...HRESULT_ROWS.keys()].toSorted();

const UNLISTED: HresultRow = {
  class: 'retry',
  title: 'The Web Connector could not get an answer from QuickBooks.',
  fix: 'Look at the log of the Web Connector; if it stays, restart QuickBooks and the Web Connector.',
};

const normalize = (hresult: string): string => {
  const text = hresult.trim().slice(0, 32);
  if (/^-\d{1,10}$/.test(text)) return hex((Number(text) + 0x1_0000_0000).toString(16));
  return hex(text.replace(/^0x/i, ''));
};

const hex = (digits: string): string =>
  /^[\da-f]{1,8}$/i.test(digits) ? `0x${digits.toUpperCase().padStart(8, '0')}` : '';
