/** How an update ended. */
export type UpdateOutcome =
  | 'done'
  | 'no-work'
  | 'bad-login'
  | 'busy'
  | 'postponed'
  | 'failed'
  | 'quickbooks-unavailable'
  | 'vanished';

/** One request handed out and what came of it. */
export interface Exchange {
  readonly request: string;
  readonly response: string;
  readonly hresult: string;
  readonly message: string;
  /** What receiveResponseXML answered; undefined where no answer arrived. */
  percent: number | undefined;
}

/** What one update did, for tests and for the log. */
export interface UpdateReport {
  outcome: UpdateOutcome;
  /** The text of the status column. */
  status: string;
  /** The Web Connector's code, such as `QBWC1042`. */
  code: string | undefined;
  ticket: string | undefined;
  /** Every call that was made, in order. */
  readonly calls: string[];
  readonly exchanges: Exchange[];
  /** The last text of getLastError. */
  lastError: string | undefined;
  closeText: string | undefined;
  /** Seconds after which the service wants to be asked again. */
  postponeSeconds: number | undefined;
  /** The service's lower bound of the Auto-Run interval in seconds. */
  minimumIntervalSeconds: number | undefined;
}

/** A report of an update that has not done anything yet. */
export function emptyReport(): UpdateReport {
  return {
    outcome: 'done',
    status: '',
    code: undefined,
    ticket: undefined,
    calls: [],
    exchanges: [],
    lastError: undefined,
    closeText: undefined,
    postponeSeconds: undefined,
    minimumIntervalSeconds: undefined,
  };
}
