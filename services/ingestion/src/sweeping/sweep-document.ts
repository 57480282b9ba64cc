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

/** The newest problems, each thing once. */
export const withProblems = (
  kept: Sweep['unreadable'],
  problems: readonly ReadingProblem[],
): Sweep['unreadable'] => {
  const byThing = new Map([...kept, ...problems].map((one) => [`${one.what}|${one.id}`, one]));
  return [...byThing.values()].slice(-UNREADABLE_KEPT);
};
