import { createDoorbell, type Doorbell } from './doorbell.js';

/** How far a group is with a topic, as far as this process knows; shared by all its members. */
export interface GroupProgress {
  /** By partition: the next offset to handle. Empty until a member has loaded the positions. */
  readonly handled: Map<number, number>;
  /** Rings when a position moved. */
  readonly moved: Doorbell;
  /**
   * Waits until no other member works on the topic. `left` tells that this member has stopped; a member that stops while
   * it waits never works.
   */
  takeTurn(left: Promise<void>): Promise<void>;
}

const createProgress = (): GroupProgress => {
  let last: Promise<void> = Promise.resolve();
  return {
    handled: new Map(),
    moved: createDoorbell(),
    takeTurn(left) {
      const turn = last;
      last = Promise.all([turn, left]).then(() => undefined);
      return turn;
    },
  };
};

/** The progress of each group and topic. */
export const groupProgresses = (): ((group: string, topic: string) => GroupProgress) => {
  const known = new Map<string, GroupProgress>();
  return (group, topic) => {
    const name = `${group}|${topic}`;
    const progress = known.get(name) ?? createProgress();
    known.set(name, progress);
    return progress;
  };
};
