import type { LogRecord } from '../event-log.js';

/** What survives a restart: the records of every topic by partition. */
export interface LogMemory {
  readonly topic: (topic: string) => LogRecord[][] | undefined;
  readonly make: (topic: string, partitions: number) => void;
  /** As it is now. @returns puts it back, as often as it is called. */
  readonly snapshot: () => () => void;
}

export const createLogMemory = (): LogMemory => {
  let topics = new Map<string, LogRecord[][]>();
  return {
    topic: (topic) => topics.get(topic),
    make(topic, partitions) {
      if (!topics.has(topic))
        topics.set(
          topic,
          Array.from({ length: partitions }, () => []),
        );
    },
    snapshot() {
      const copy = copied(topics);
      return () => {
        topics = copied(copy);
      };
    },
  };
};

const copied = (topics: ReadonlyMap<string, LogRecord[][]>) =>
  new Map([...topics].map(([name, records]) => [name, records.map((some) => [...some])]));
