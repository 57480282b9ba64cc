import type { DocumentStore, Page } from '@ml-connector/document-store';
import { AUDIT_RECORDS, auditRecordId } from '../chain/audit-record.js';
import { type Checkpoint, checkpointHash, CHECKPOINTS, signedText } from '../chain/checkpoint.js';
import { isSignedBy, publicSigningKey } from '../chain/signing-key.js';

export interface CheckpointsVerdict {
  /** How many are right, one after the other. */
  readonly checked: number;
  /** Number of the first that is not, and why; null if all are right. */
  readonly firstBad: { readonly number: number; readonly problem: CheckpointProblem } | null;
}

export type CheckpointProblem =
  /** One before it is missing. */
  | 'removed'
  /** Its signature is not ours. */
  | 'signature'
  /** It does not follow from the one before. */
  | 'altered'
  /** What was signed does not stand any more: records were cut off or written anew. */
  | 'rewritten';

const PAGE = 100;

/** Checks every signature, that each checkpoint follows from the one before, and that what was signed still stands. */
export const verifyCheckpoints = async (store: DocumentStore): Promise<CheckpointsVerdict> => {
  const publicKey = await publicSigningKey(store);
  let checked = 0;
  let previous: string | null = null;
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page<Checkpoint> = await store.collection(CHECKPOINTS).find({
      index: 'byNumber',
      equals: [],
      limit: PAGE,
      ...(cursor === '' ? {} : { cursor }),
    });
    for (const { value } of page.items) {
      const problem = await problemOf(store, value, { number: checked + 1, previous, publicKey });
      if (problem) return { checked, firstBad: { number: checked + 1, problem } };
      previous = checkpointHash(value);
      checked += 1;
    }
    cursor = page.next;
  }
  return { checked, firstBad: null };
};

const problemOf = async (
  store: DocumentStore,
  checkpoint: Checkpoint,
  expected: {
    readonly number: number;
    readonly previous: string | null;
    readonly publicKey: string | null;
  },
): Promise<CheckpointProblem | null> => {
  const { publicKey } = expected;
  if (checkpoint.number !== expected.number) return 'removed';
  if (!publicKey || !isSignedBy(publicKey, signedText(checkpoint), checkpoint.signature))
    return 'signature';
  if (checkpoint.previous !== expected.previous) return 'altered';
  const ids = checkpoint.heads.map(({ next, ...place }) =>
    auditRecordId({ ...place, offset: next - 1 }),
  );
  const found = new Map(
    (await store.collection(AUDIT_RECORDS).getMany(ids)).map(({ id, value }) => [id, value.chain]),
  );
  const stand = checkpoint.heads.every(({ chain }, index) => found.get(ids[index] ?? '') === chain);
  return stand ? null : 'rewritten';
};
