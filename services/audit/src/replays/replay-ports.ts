import type { ConnectionReader } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { EventLog } from '@ml-connector/event-log';
import type { Clock } from '@ml-connector/kernel';
import type { Postings } from '@ml-connector/postings';
import type { Projection } from './projection.js';

/** What replays stand on. */
export interface ReplayPorts {
  readonly store: DocumentStore;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly postings: Postings;
  readonly connections: Pick<ConnectionReader, 'get' | 'active'>;
  readonly projections: readonly Projection[];
  /** Milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
}
