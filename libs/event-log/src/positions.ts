/** Where each consumer group stands, kept beside what it produced. */
export interface Positions {
  /** By partition: the next offset to handle. A partition without an entry starts at the oldest record. */
  load(group: string, topic: string): Promise<ReadonlyMap<number, number>>;
  /**
   * Moves the position. Durable when it resolves.
   * @returns where to go on: `next`; or where the position stands that was moved by somebody else since it was loaded or
   * saved here: back by a replay or a restored database, forward by another member of the group. Then it stays there.
   */
  save(group: string, topic: string, partition: number, next: number): Promise<number>;
}
