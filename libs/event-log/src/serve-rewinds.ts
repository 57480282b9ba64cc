import type { DocumentStore } from '@ml-connector/document-store';
import { type Clock, isoTime } from '@ml-connector/kernel';
import { documentPositions } from './document-positions.js';
import { REWINDS } from './rewind.js';

/** The part of a consumer group's transport that a rewind needs. */
export interface Rewindable {
  readonly group: string;
  /** Stops handing out, waits for the batch in hand, runs `change`, and goes on from where the positions stand then. */
  pauseFor(change: () => Promise<void>): Promise<void>;
}

/** Whether a rewind waits for any group: one look-up, however many groups a process has. */
export const anyRewindWaits = async (store: DocumentStore): Promise<boolean> => {
  const range = { index: 'byWaitingGroup', equals: [], limit: 1 } as const;
  return (await store.collection(REWINDS).find(range)).items.length > 0;
};

/**
 * Fulfils the rewinds that wait for a group: its positions go back, never forward. A crash in between does it again.
 * @returns how many.
 */
export const serveRewinds = async (
  { store, clock }: { readonly store: DocumentStore; readonly clock: Clock },
  consumer: Rewindable,
): Promise<number> => {
  const rewinds = store.collection(REWINDS);
  const { items } = await rewinds.find({
    index: 'byWaitingGroup',
    equals: [consumer.group],
    limit: 10,
  });
  const positions = documentPositions(store);
  for (const { id, version, value } of items) {
    const { waitingGroup: _waiting, ...rewind } = value;
    await consumer.pauseFor(async () => {
      const standing = await positions.load(rewind.group, rewind.topic);
      for (const [partition, { next }] of standing) {
        const back = rewind.offsets[`${partition}`];
        if (back !== undefined && back < next)
          await positions.save(rewind.group, rewind.topic, partition, back);
      }
    });
    await rewinds.replace(id, version, { ...rewind, doneAt: isoTime(clock.now()) });
  }
  return items.length;
};
