import { updateDocument, type DocumentStore } from '@ml-connector/document-store';
import { z } from 'zod';
import type { Positions } from './positions.js';

const positionSchema = z.object({
  group: z.string(),
  topic: z.string(),
  partition: z.int().nonnegative(),
  next: z.int().nonnegative(),
});

/** One small document for each group, topic and partition. */
export const positionsCollection = {
  name: 'positions',
  schema: positionSchema,
  indexes: { byGroup: ['group', 'topic', 'partition'] },
} as const;

const MOST_PARTITIONS = 1000;

/** Positions as documents, beside what the groups produce. */
export const documentPositions = (store: DocumentStore): Positions => {
  const positions = store.collection(positionsCollection);
  /** Where this process has seen or left each position last. */
  const seen = new Map<string, number>();
  return {
    async load(group, topic) {
      const { items } = await positions.find({
        index: 'byGroup',
        equals: [group, topic],
        limit: MOST_PARTITIONS,
      });
      for (const { id, value } of items) seen.set(id, value.next);
      return new Map(items.map(({ value }) => [value.partition, value.next]));
    },
    async save(group, topic, partition, next) {
      const id = `${group}|${topic}|${partition}`;
      let goOn = next;
      await updateDocument(positions, id, (current) => {
        const standing = current?.next ?? 0;
        const isMoved = standing !== (seen.get(id) ?? standing);
        goOn = isMoved ? standing : next;
        return isMoved ? null : { group, topic, partition, next };
      });
      seen.set(id, goOn);
      return goOn;
    },
  };
};
