/** One request that reached the company file, as a checker reads it; restores do not touch it. */
export interface JournalLine {
  readonly session: string;
  readonly application: string;
  readonly messageSetId: string | undefined;
  readonly requestId: string | undefined;
  /** SHA-256 (hex) of the whole message set as it came in. */
  readonly requestHash: string;
  readonly type: string;
  readonly status: number;
  /** ListID or TxnID that the request made or changed. */
  readonly id: string | undefined;
  /** True where a stored status was told and nothing was executed. */
  readonly repeated: boolean;
  /** ISO 8601 of the company's own clock. */
  readonly at: string;
}

export interface JournalEntry extends JournalLine {
  readonly seq: number;
}
