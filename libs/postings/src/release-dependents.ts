import { isInBooks, stands, type Posting } from './posting.js';
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

/** What a posting waits for: an ending for what must end before it, anything else for what it refers to. */
export const waitsFor = (posting: Posting, known: ReadonlyMap<string, Posting>): string | null =>
  posting.ending ? firstStanding(posting.ending.after, known) : missingFor(posting.wish, known);

/** The first posting that a wish has to wait for: one that it refers to, or one that must end before; or `null`. */
export const missingFor = (
  { dependsOn, after = [] }: Pick<Posting['wish'], 'dependsOn' | 'after'>,
  known: ReadonlyMap<string, Posting>,
): string | null => firstMissing(dependsOn, known) ?? firstStanding(after, known);

/** The first of these postings whose document stands still, or may, or `null`. */
export const firstStanding = (
  ids: readonly string[],
  known: ReadonlyMap<string, Posting>,
): string | null =>
  ids.find((id) => {
    const posting = known.get(id);
    return posting !== undefined && (isInBooks(posting) || posting.out !== null);
  }) ?? null;

/** The postings whose change may let this one go on. */
export const awaitedBy = ({ ending, wish }: Posting): readonly string[] =>
  ending ? ending.after : [...wish.dependsOn, ...(wish.after ?? [])];

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
  const needed = [...new Set(waiting.flatMap(awaitedBy))];
  const known = new Map((await postings.getMany(needed)).map((posting) => [posting.id, posting]));
  const outcomes = await postings.executeMany(
    waiting.map((posting) => ({
      postingId: posting.id,
      connectionId,
      command: { type: 'Reconsider', waitingFor: waitsFor(posting, known) },
    })),
  );
  return outcomes.flatMap((outcome) => (outcome.outcome === 'changed' ? [outcome.posting] : []));
};
