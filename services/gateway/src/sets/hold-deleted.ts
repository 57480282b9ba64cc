import type { Posting } from '@ml-connector/postings';
import type { Gateway } from '../gateway-ports.js';
import { deletionIdOf } from '../recovery/deletions.js';
import { deletedByPerson } from './reasons.js';

/**
 * Holds what a person deleted while our own store, put back from a backup, did not look: it is not posted again without
 * a word. Asked once; who says retry is not asked again.
 * @returns the others.
 */
export const holdDeleted = async (
  gateway: Gateway,
  ready: readonly Posting[],
): Promise<readonly Posting[]> => {
  const adds = new Map(
    ready.flatMap((posting) => {
      const { connectionId, document, wish } = posting;
      if (document !== null || wish.refNumber === null) return [];
      return [[deletionIdOf(connectionId, wish.object, wish.refNumber), posting] as const];
    }),
  );
  if (adds.size === 0) return ready;
  const deletions = await gateway.deletions.getMany([...adds.keys()]);
  const held = deletions.flatMap(({ id }) => adds.get(id) ?? []);
  await gateway.postings.executeMany(
    held.map(({ id: postingId, connectionId }) => ({
      postingId,
      connectionId,
      command: { type: 'Hold', reason: deletedByPerson, by: 'gateway', asPerson: false },
    })),
  );
  for (const { id, version } of deletions) await gateway.deletions.remove(id, version);
  return ready.filter((posting) => !held.includes(posting));
};
