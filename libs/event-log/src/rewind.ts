import type { Topic } from '@ml-connector/contracts';
import type { CollectionDefinition, DocumentStore } from '@ml-connector/document-store';
import { z } from 'zod';
import { positionsCollection } from './document-positions.js';

const rewindSchema = z.strictObject({
  group: z.string(),
  topic: z.string(),
  /** First offset to be handled again, by partition. */
  offsets: z.record(z.string(), z.int().nonnegative()),
  /** Null while it waits for the group's process. */
  doneAt: z.iso.datetime().nullable(),
  askedAt: z.iso.datetime(),
  /** Equal to the group while it waits, so that what waits can be found; absent afterwards. */
  waitingGroup: z.string().optional(),
});
export type Rewind = z.infer<typeof rewindSchema>;

/** Wishes that consumer groups handle a part of a topic once more; each group's process fulfils its own. */
export const REWINDS = {
  name: 'rewinds',
  schema: rewindSchema,
  indexes: { byWaitingGroup: ['waitingGroup', 'askedAt'] },
} as const satisfies CollectionDefinition<Rewind>;

export interface NewRewind {
  /** The same id asks once, however often it is asked. */
  readonly id: string;
  readonly topic: Topic;
  readonly offsets: ReadonlyMap<number, number>;
  /** ISO 8601 UTC. */
  readonly askedAt: string;
}

const MOST_POSITIONS = 1_000;

/**
 * Asks every group that reads the topic to handle it again from these offsets on. Handlers are idempotent, so nothing
 * comes of it but what was missed.
 * @returns the groups.
 */
export const askToRewind = async (
  store: DocumentStore,
  { id, topic, offsets, askedAt }: NewRewind,
): Promise<readonly string[]> => {
  const positions = await store
    .collection(positionsCollection)
    .find({ index: 'byGroup', equals: [], limit: MOST_POSITIONS });
  const groups = [
    ...new Set(
      positions.items.filter(({ value }) => value.topic === topic).map(({ value }) => value.group),
    ),
  ];
  await store.collection(REWINDS).insertMany(
    groups.map((group) => ({
      id: `${id}|${group}`,
      value: {
        group,
        topic,
        offsets: Object.fromEntries([...offsets].map(([partition, at]) => [`${partition}`, at])),
        doneAt: null,
        askedAt,
        waitingGroup: group,
      },
    })),
  );
  return groups;
};

/** Whether all groups that were asked under this id have gone back. */
export const isRewound = async (
  store: DocumentStore,
  id: string,
  groups: readonly string[],
): Promise<boolean> => {
  const found = await store.collection(REWINDS).getMany(groups.map((group) => `${id}|${group}`));
  return found.every(({ value }) => value.doneAt !== null);
};
