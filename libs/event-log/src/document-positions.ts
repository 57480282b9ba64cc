import { updateDocument, type DocumentStore } from '@ml-connector/document-store';
import { z } from 'zod';
import type { Positions } from './positions.js';

const positionSchema = z.object({
  group: z.string(),
  topic: z.string(),
  partition: z.int().nonnegative(),
  next: z.int().nonnegative(),
  mark: z.string().exactOptional(),
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
      return new Map(
        items.map(({ value: { partition, next, mark = null } }) => [partition, { next, mark }]),
      );
    },
    async save(group, topic, partition, next, mark) {
      const id = `${group}|${topic}|${partition}`;
      let goOn = next;
      await updateDocument(positions, id, (current) => {
        const standing = current?.next ?? 0;
        const isMoved = standing !== (seen.get(id) ?? standing);
        goOn = isMoved ? standing : next;
        const position = { group, topic, partition, next };
        return isMoved ? null : { ...position, ...(mark === undefined ? {} : { mark }) };
      });
      seen.set(id, goOn);
      return goOn;
    },
  };
};
