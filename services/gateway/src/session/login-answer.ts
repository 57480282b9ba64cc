import type { LoginVerdict } from '../watch/gateway-signals.js';

/** What a login that was looked at led to. */
export interface Login {
  readonly ticket: string;
  readonly verdict: Exclude<LoginVerdict, 'failed'>;
  /** Where it is postponed: after how many seconds it shall come again. */
  readonly postponeSeconds?: number;
  /** The Web Connector shall not run more often by itself; null or absent: as it likes. */
  readonly minimumSeconds?: number | null;
}

// A postponed one is told by its third element: its second is the company file to open, the one that is open now.
const VERDICTS = { begun: '', postponed: '', none: 'none', busy: 'busy', refused: 'nvu' } as const;

/**
 * The elements that authenticate answers with: ticket, what to do, seconds to postpone, least seconds between two runs.
 * The last two are left out where they say nothing, and never more than four are sent.
 */
export const loginAnswer = ({
  ticket,
  verdict,
  postponeSeconds = 0,
  minimumSeconds = null,
}: Login): readonly string[] => {
  const answer = [ticket, VERDICTS[verdict]];
  if (minimumSeconds !== null) return [...answer, String(postponeSeconds), String(minimumSeconds)];
  return postponeSeconds === 0 ? answer : [...answer, String(postponeSeconds)];
};
