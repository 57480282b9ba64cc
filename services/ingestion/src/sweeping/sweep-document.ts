import { newSweep, SWEEPS, type Sweep } from '@ml-connector/connections';
import { type DocumentStore, updateDocument } from '@ml-connector/document-store';
import { isAppError, isoTime } from '@ml-connector/kernel';
import type { ReadingProblem } from '../reading/reading-problem.js';

const UNREADABLE_KEPT = 20;

export const loadSweep = async (store: DocumentStore, connectionId: string): Promise<Sweep> =>
  (await store.collection(SWEEPS).get(connectionId))?.value ?? newSweep(connectionId);

/** Changes parts of the document and returns it as it stands. */
export const changeSweep = async (
  store: DocumentStore,
  connectionId: string,
  change: (sweep: Sweep) => Partial<Sweep>,
): Promise<Sweep> => {
  const stored = await updateDocument(store.collection(SWEEPS), connectionId, (current) => {
    const sweep = current ?? newSweep(connectionId);
    return { ...sweep, ...change(sweep) };
  });
  return stored?.value ?? newSweep(connectionId);
};

/** A failure as a person is told it. @param now milliseconds since 1970 */
export const problemOf = (error: unknown, now: number): NonNullable<Sweep['lastError']> => ({
  code: isAppError(error) ? error.code : 'UNEXPECTED',
  sentence: isAppError(error) ? error.message : 'An unexpected failure; the log has the details.',
  at: isoTime(now),
});

/** Orders that can be read by now, or are gone, are named no more. */
export const forgetUnreadable = async (
  store: DocumentStore,
  connectionId: string,
  orderIds: readonly number[],
): Promise<void> => {
  if (orderIds.length === 0) return;
  const read = new Set<number | null>(orderIds);
  const isMended = ({ what, id }: Sweep['unreadable'][number]): boolean =>
    what === 'order' && read.has(id);
  const { unreadable } = await loadSweep(store, connectionId);
  if (!unreadable.some(isMended)) return;
  await changeSweep(store, connectionId, (now) => ({
    unreadable: now.unreadable.filter((one) => !isMended(one)),
  }));
};

/** The newest problems, each thing once. */
export const withProblems = (
  kept: Sweep['unreadable'],
  problems: readonly ReadingProblem[],
): Sweep['unreadable'] => {
  const byThing = new Map([...kept, ...problems].map((one) => [`${one.what}|${one.id}`, one]));
  return [...byThing.values()].slice(-UNREADABLE_KEPT);
};
