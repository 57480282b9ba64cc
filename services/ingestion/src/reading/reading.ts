import type { DocumentStore } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import type { Clock, Failpoint } from '@ml-connector/kernel';
import type { Vault } from '@ml-connector/sealing';
import type { StoreClient } from '@ml-connector/woocommerce';
import type { ReadingProblem } from './reading-problem.js';

/** Where what is read goes. */
export interface ReadingPorts {
  readonly log: Pick<EventLog, 'append'>;
  readonly store: DocumentStore;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
}

/** One reading of one shop. */
export interface Reading {
  readonly connectionId: string;
  readonly client: StoreClient;
  readonly by: 'sweep' | 'backfill' | 'read';
  /** What made us read. */
  readonly causationId: string;
  /** Whether what was told before is told again: a GET that somebody asked for is an answer, also if nothing changed. */
  readonly tellAgain: boolean;
  readonly onProblem: (problem: ReadingProblem) => void;
}

export interface Recorded {
  readonly seen: number;
  /** Of those seen, how many had not been told in that state by a GET before. */
  readonly new: number;
  /** Events appended. */
  readonly events: number;
}
