import type { Topic } from '@ml-connector/contracts';
import type { RecordBatch } from './event-log.js';
import type { ParkedKey } from './parked-collections.js';

/** The work of a group on one batch; it is idempotent, so a part of a batch may come again, and alone. */
export type HandleBatch = (batch: RecordBatch) => Promise<void>;

export interface ParkingGroup {
  /** `<service>.<reactor>` */
  readonly group: string;
  readonly handle: HandleBatch;
  /** Told of every key that is parked. */
  readonly onParked?: (parked: ParkedKey) => void;
}

export interface KeyOfGroup {
  readonly group: string;
  readonly topic: Topic;
  readonly key: string;
}
