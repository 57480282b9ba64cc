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
  return {
    async load(group, topic) {
      const { items } = await positions.find({
        index: 'byGroup',
        equals: [group, topic],
        limit: MOST_PARTITIONS,
      });
      return new Map(items.map(({ value }) => [value.partition, value.next]));
    },
    async save(group, topic, partition, next) {
      const id = `${group}|${topic}|${partition}`;
      await updateDocument(positions, id, () => ({ group, topic, partition, next }));
    },
  };
};
