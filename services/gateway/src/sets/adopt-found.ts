import { isoTime } from '@ml-connector/kernel';
import type { Posting, PostingCommand } from '@ml-connector/postings';
import type { Gateway } from '../gateway-ports.js';
import { mismatchOf } from './decide-outcomes.js';

/**
 * What was found in the company file by its mark is ours already.
 * @returns the others.
 */
export const adoptFound = async (
  gateway: Gateway,
  ready: readonly Posting[],
): Promise<readonly Posting[]> => {
  const adds = ready.filter((posting) => posting.document === null);
  if (adds.length === 0) return ready;
  const found = new Map(
    (await gateway.adoptions.getMany(adds.map(({ id }) => id))).map(({ id, value }) => [id, value]),
  );
  if (found.size === 0) return ready;
  const postedAt = isoTime(gateway.clock.now());
  await gateway.postings.executeMany(
    ready.flatMap(({ id, connectionId, wish }) => {
      const document = found.get(id);
      if (!document) return [];
      const command: PostingCommand = {
        type: 'RecordPosted',
        setId: null,
        document: { ...document, postedAt },
        adopted: true,
        answerHash: null,
        note: 'Found in QuickBooks by its mark.',
        mismatch: mismatchOf(wish, document.total),
      };
      return [{ postingId: id, connectionId, command }];
    }),
  );
  const [connectionId] = ready.map((posting) => posting.connectionId);
  if (connectionId) await gateway.postings.releaseDependents(connectionId, [...found.keys()]);
  return ready.filter(({ id }) => !found.has(id));
};
