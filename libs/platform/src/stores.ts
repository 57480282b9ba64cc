import type { Topic } from '@ml-connector/contracts';
import type { DeclaredCollection, DocumentStore } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import type { KeyLedger } from '@ml-connector/sealing';

/** The two ports with what stands behind them. */
export interface Stores {
  readonly store: DocumentStore;
  readonly log: EventLog;
  /** Where data keys stand beside the log; null where log and documents are one file and are put back as one. */
  readonly keyLedger: KeyLedger | null;
  /**
   * Makes the topics and indexes that are missing and compares those that stand.
   * @throws AppError CONFIG_INVALID on a contradiction; STORE_UNAVAILABLE, LOG_UNAVAILABLE.
   */
  readonly prepare: (
    topics: readonly Topic[],
    collections: readonly DeclaredCollection[],
  ) => Promise<void>;
  /** Rejects where a service could not do its work now; costs no write while it could. */
  readonly probe: () => Promise<void>;
  readonly close: () => Promise<void>;
}
