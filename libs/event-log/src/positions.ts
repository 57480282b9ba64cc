/** Where each consumer group stands, kept beside what it produced. */
export interface Positions {
  /** By partition: the next offset to handle. A partition without an entry starts at the oldest record. */
  load(group: string, topic: string): Promise<ReadonlyMap<number, number>>;
  /** Durable when it resolves. */
  save(group: string, topic: string, partition: number, next: number): Promise<void>;
}
