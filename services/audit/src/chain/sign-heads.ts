import type { DocumentStore } from '@ml-connector/document-store';
import { type Clock, isoTime } from '@ml-connector/kernel';
import type { SecretBox } from '@ml-connector/sealing';
import { AUDIT_HEADS } from './audit-head.js';
import { type Checkpoint, checkpointHash, CHECKPOINTS, signedText } from './checkpoint.js';
import { openSigningKey } from './signing-key.js';

export interface SigningPorts {
  readonly store: DocumentStore;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
}

/** More than topics times partitions can be. */
const MOST_HEADS = 1_000;

/**
 * Signs the ends of the chains that moved since they were signed last.
 * @param signed where each chain stood then, by `topic|partition`; brought up to date.
 * @returns the checkpoint; null if nothing moved or somebody else signed at the same time.
 */
export const signHeads = async (
  ports: SigningPorts,
  signed: Map<string, number>,
): Promise<Checkpoint | null> => {
  const { items } = await ports.store
    .collection(AUDIT_HEADS)
    .find({ index: 'byPlace', equals: [], limit: MOST_HEADS });
  const moved = items.filter(({ id, value }) => value.next > (signed.get(id) ?? 0));
  if (moved.length === 0) return null;
  const checkpoints = ports.store.collection(CHECKPOINTS);
  const newest = await newestCheckpoint(ports.store);
  const content = {
    number: (newest?.number ?? 0) + 1,
    at: isoTime(ports.clock.now()),
    heads: moved.map(({ value: { topic, partition, next, chain } }) => ({
      topic,
      partition,
      next,
      chain,
    })),
    previous: newest && checkpointHash(newest),
  };
  const key = await openSigningKey(ports.store, ports.secretBox);
  const checkpoint = { ...content, signature: key.sign(signedText(content)) };
  if ((await checkpoints.insert(`${content.number}`, checkpoint)) === 'exists') return null;
  for (const { id, value } of moved) signed.set(id, value.next);
  return checkpoint;
};

export const newestCheckpoint = async (store: DocumentStore): Promise<Checkpoint | null> => {
  const { items } = await store
    .collection(CHECKPOINTS)
    .find({ index: 'byNumber', equals: [], descending: true, limit: 1 });
  return items[0]?.value ?? null;
};
