import { companyObjectId } from '@ml-connector/bookkeeping';
import type { Gateway } from '../gateway-ports.js';
import { publishSeen } from './publish-lists.js';
import type { SeenObject } from './seen-objects.js';

/**
 * Publishes what the mirror does not hold in the same state: readings overlap, and most of what they show is known. What
 * the mirror has not caught up with yet is told twice.
 * @returns how many objects were news.
 */
export const publishNews = async (
  gateway: Gateway,
  options: {
    readonly connectionId: string;
    readonly causationId: string;
    readonly objects: readonly SeenObject[];
  },
): Promise<number> => {
  const { connectionId, objects } = options;
  if (objects.length === 0) return 0;
  const idOf = ({ list, listId }: SeenObject): string =>
    companyObjectId(connectionId, list, listId);
  const mirrored = await gateway.mirror.getMany([...new Set(objects.map(idOf))]);
  const known = new Map(
    mirrored.flatMap(({ id, value }) => (value.isGone ? [] : [[id, value.editSequence] as const])),
  );
  const news = objects.filter((object) => known.get(idOf(object)) !== object.editSequence);
  await publishSeen(gateway, { ...options, objects: news });
  return news.length;
};
