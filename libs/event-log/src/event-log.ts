import type { Topic } from '@ml-connector/contracts';

/** A record to be appended. Its partition is murmur2(key) modulo the partition count, as Kafka's default partitioner has it. */
export interface NewRecord {
  readonly key: string;
  /** Stored byte for byte. */
  readonly value: Uint8Array;
  /** Never customer data. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A record as it stands in the log. */
export interface LogRecord extends NewRecord {
  readonly topic: string;
  readonly partition: number;
  /** From 0, without gaps, per topic and partition. */
  readonly offset: number;
  /** Milliseconds since 1970 by the log's clock; never decreases within a partition. */
  readonly appendedAt: number;
}

export interface Appended {
  readonly partition: number;
  readonly offset: number;
}

/** Half-open ranges of a topic: `first` is the oldest kept offset, `next` the one that the next record gets. */
export interface PartitionEnds {
  readonly partition: number;
  readonly first: number;
  readonly next: number;
}

/** A run of records of one topic and partition, in order. */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly LogRecord[];
}

export interface SubscriptionOptions {
  /** `<service>.<reactor>`. Each group sees every record; members of one group share the partitions. */
  readonly group: string;
  readonly topics: readonly Topic[];
  /** Largest batch. Default 500. */
  readonly maxRecords?: number;
  /**
   * The work of a batch. When it resolves, the work is durable and the position moves; when it rejects, nothing moves
   * and the same records come again after a pause that grows to 30 s. A batch may come twice, and a record may stand
   * twice in the log: the handler is idempotent. Batches of one partition never run at the same time.
   */
  readonly handle: (batch: RecordBatch) => Promise<void>;
  /** Told of every rejection, before the pause. */
  readonly onError?: (error: unknown, batch: RecordBatch) => void;
  /** Told whenever partitions were shared out among the members anew. Never where there is one process only. */
  readonly onAssigned?: () => void;
}

export interface PartitionLag {
  readonly topic: Topic;
  readonly partition: number;
  /** Offset of the first record that waits. */
  readonly next: number;
  /** Records. */
  readonly lag: number;
}

export interface Subscription {
  /** Stops fetching, waits for the batch in hand and its position. */
  close(): Promise<void>;
  /** How far each partition is behind that this member works on: members of a group never count the same records. */
  lag(): Promise<readonly PartitionLag[]>;
  /** Resolves when everything appended before the call has been handled. For tests, drains and probes. */
  caughtUp(): Promise<void>;
}

/**
 * An append-only log of records. `append` is at-least-once: after an error the records may or may not stand, and one id
 * may stand twice. Positions are kept in the document store, never in the log.
 * Errors: AppError LOG_UNAVAILABLE (retryable).
 */
export interface EventLog {
  /** Creates the topics that are missing and refuses those whose settings contradict ours. */
  ensureTopics(topics: readonly Topic[]): Promise<void>;
  /** All of them durable when it resolves; records of one key keep their order; answers are in the order of the argument. */
  append(topic: Topic, records: readonly NewRecord[]): Promise<readonly Appended[]>;
  /** Starts where the group's positions stand, at the oldest record for a new group. */
  subscribe(options: SubscriptionOptions): Promise<Subscription>;
  /** Up to `limit` records from an offset on; empty at the end. */
  read(topic: Topic, partition: number, from: number, limit: number): Promise<readonly LogRecord[]>;
  ends(topic: Topic): Promise<readonly PartitionEnds[]>;
  /** For each partition the first offset appended at or after the time (milliseconds); its `next` where there is none. */
  offsetsAt(topic: Topic, time: number): Promise<readonly { partition: number; offset: number }[]>;
  close(): Promise<void>;
}
