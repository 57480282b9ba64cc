import { stands, type Posting } from './posting.js';
import type { Postings } from './postings.js';

const PAGE = 500;

/** The first posting that `dependsOn` names and that does not stand yet, or `null`. */
export const firstMissing = (
  dependsOn: readonly string[],
  known: ReadonlyMap<string, Posting>,
): string | null =>
  dependsOn.find((id) => {
    const dependency = known.get(id);
    return dependency === undefined || !stands(dependency);
  }) ?? null;

/** Reconsiders what waits for these postings; each either goes on or waits for the next that is missing. */
export const releaseDependents = async (
  postings: Pick<Postings, 'executeMany' | 'getMany' | 'waitingFor'>,
  connectionId: string,
  postingIds: readonly string[],
): Promise<readonly Posting[]> => {
  const released: Posting[] = [];
  let open = [...new Set(postingIds)];
  while (open.length > 0) {
    const pages = await Promise.all(
      open.map((postingId) => postings.waitingFor(connectionId, postingId, PAGE)),
    );
    const went = await reconsider(postings, connectionId, pages.flat());
    released.push(...went);
    if (went.length === 0) break;
    open = open.filter((_, index) => pages[index]?.length === PAGE);
  }
  return released;
};

/** Looks again at postings that wait, by what stands now. @returns those that changed. */
export const reconsider = async (
  postings: Pick<Postings, 'executeMany' | 'getMany'>,
  connectionId: string,
  waiting: readonly Posting[],
): Promise<readonly Posting[]> => {
  if (waiting.length === 0) return [];
  const needed = [...new Set(waiting.flatMap(({ wish }) => wish.dependsOn))];
  const known = new Map((await postings.getMany(needed)).map((posting) => [posting.id, posting]));
  const outcomes = await postings.executeMany(
    waiting.map((posting) => ({
      postingId: posting.id,
      connectionId,
      command: { type: 'Reconsider', waitingFor: firstMissing(posting.wish.dependsOn, known) },
    })),
  );
  return outcomes.flatMap((outcome) => (outcome.outcome === 'changed' ? [outcome.posting] : []));
};
