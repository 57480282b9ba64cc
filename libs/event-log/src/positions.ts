/** Where a group goes on in a partition. */
export interface Position {
  /** The next offset to handle. */
  readonly next: number;
  /** Of the record before it, as it was handled; null where none was, or somebody set the position. */
  readonly mark: string | null;
}

/** Where each consumer group stands, kept beside what it produced. */
export interface Positions {
  /**
   * By partition. One without an entry starts at the oldest record; a log that has another record than the mark says is
   * another log.
   */
  load(group: string, topic: string): Promise<ReadonlyMap<number, Position>>;
  /**
   * Moves the position. `mark`: of the record before `next`, where that was handled. Durable when it resolves.
   * @returns where to go on: `next`; or where the position stands that was moved by somebody else since it was loaded or
   * saved here: back by a replay or a restored database, forward by another member of the group. Then it stays there.
   */
  save(
    group: string,
    topic: string,
    partition: number,
    next: number,
    mark?: string,
  ): Promise<number>;
}
