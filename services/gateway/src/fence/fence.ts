import { textAt, type QbFields, type QbRequest } from '@ml-connector/qbxml';
import type { Fence } from '../company/company.js';

const NAME_LIMIT = 41;
const PREFIX = '~ml-connector ';

/** The name of the fence: one "other name" of ours per company file, at the end of the list. */
export const fenceName = (connectionId: string): string =>
  `${PREFIX}${connectionId.slice(PREFIX.length - NAME_LIMIT)}`;

/** Who wrote the fence: the epoch, and the set that did it. */
export interface FenceMark {
  readonly epoch: number;
  readonly token: string;
}

const notesOf = ({ epoch, token }: FenceMark): string => `ml-fence epoch=${epoch} token=${token}`;

const NOTES = /^ml-fence epoch=(\d{1,15}) token=([\w-]{1,40})$/;

/** `null` where a person wrote something else there. */
export const readMark = (notes: string): FenceMark | null => {
  const [, epoch, token] = NOTES.exec(notes.trim()) ?? [];
  return epoch !== undefined && token !== undefined ? { epoch: Number(epoch), token } : null;
};

/** The fence as QuickBooks shows it. */
export interface SeenFence {
  readonly listId: string;
  readonly editSequence: string;
  readonly mark: FenceMark | null;
}

export const readFence = (ret: QbFields): SeenFence | null => {
  const listId = textAt(ret, 'ListID');
  const editSequence = textAt(ret, 'EditSequence');
  if (listId === undefined || editSequence === undefined) return null;
  return { listId, editSequence, mark: readMark(textAt(ret, 'Notes') ?? '') };
};

export const findFence = (connectionId: string): QbRequest => ({
  type: 'OtherNameQuery',
  fields: { FullName: fenceName(connectionId) },
});

export const seekFence = (fence: Fence): QbRequest => ({
  type: 'OtherNameQuery',
  fields: { ListID: fence.listId },
});

export const makeFence = (connectionId: string, mark: FenceMark): QbRequest => ({
  type: 'OtherNameAdd',
  fields: { Name: fenceName(connectionId), Notes: notesOf(mark) },
});

/** First in every set that writes: QuickBooks refuses it, and under stopOnError all that follows, once the fence has moved. */
export const moveFence = (fence: Fence, mark: FenceMark): QbRequest => ({
  type: 'OtherNameMod',
  fields: { ListID: fence.listId, EditSequence: fence.editSequence, Notes: notesOf(mark) },
});

/**
 * What the fence tells about the two stores:
 * - `ours` as we left it, or as a set of ours left it that was never answered;
 * - `ahead` somebody with our name wrote it and we do not know when: our own store is old;
 * - `behind` it is older than what we have seen: the company file is old.
 */
export type FenceVerdict = 'ours' | 'ahead' | 'behind';

/** When the sets that stand in the fence's notes were made (ISO 8601); `null` where no such set is in our store. */
export interface FenceSets {
  readonly knownMadeAt: string | null;
  readonly seenMadeAt: string | null;
}

export const judgeFence = (
  known: Fence | null,
  seen: SeenFence,
  { knownMadeAt, seenMadeAt }: FenceSets,
): FenceVerdict => {
  if (known && isOlder(seen.editSequence, known.editSequence)) return 'behind';
  // A set never passes a fence that a later one has moved: a person has touched a fence of an older file.
  if (knownMadeAt !== null && seenMadeAt !== null && seenMadeAt < knownMadeAt) return 'behind';
  const isRecorded = seenMadeAt !== null;
  const isUntouched = known !== null && seen.mark?.token === known.token;
  return isUntouched || (seen.mark !== null && isRecorded) ? 'ours' : 'ahead';
};

/** Whether a Mod of the fence was refused because it moved, or is gone, since it was read. */
export const isStaleFence = (statusCode: number): boolean =>
  [3000, 3120, 3200].includes(statusCode);

/** How often a session reads a fence that moved under it before it gives up: somebody else moves it, too. */
export const MOST_STALE_FENCES = 9;

export const FENCE_KEEPS_MOVING =
  'The mark of this connection in the company file keeps changing: another installation may use it. Run one only.';

/** EditSequences of one object are seconds since 1970; what is no number is not compared. */
const isOlder = (one: string, other: string): boolean =>
  /^\d+$/.test(one) && /^\d+$/.test(other) && BigInt(one) < BigInt(other);
