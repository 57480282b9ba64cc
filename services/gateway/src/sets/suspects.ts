import type { Company } from '../company/company.js';
import { halved } from './set-limit.js';

/** Postings of sets that QuickBooks could not read, a list for each such set: one of each list is at fault. */
type Suspects = NonNullable<Company['suspects']>;

/** More at once are looked into before anything else goes out: a company remembers no more than a few hundred. */
const MOST = 8;

/** Which postings the next set may hold, and how many. */
export interface Turn {
  readonly limit: number;
  readonly accepts: (postingId: string) => boolean;
}

/**
 * Where the next set may come from, best first: half of those among which one is at fault, and everybody else, by turns.
 * They are never mixed, so that finding one among n takes log2 n sets and holds nobody else up.
 */
export const turnsOf = (
  { suspects = [], setLimit }: Pick<Company, 'suspects' | 'setLimit'>,
  sets: number,
): readonly Turn[] => {
  const all = new Set(suspects.flat());
  const others: Turn = { limit: setLimit, accepts: (id) => !all.has(id) };
  const halves = suspects.map((ids): Turn => {
    const among = new Set(ids);
    return { limit: Math.min(setLimit, Math.ceil(ids.length / 2)), accepts: (id) => among.has(id) };
  });
  const [first, ...rest] = halves;
  if (!first) return [others];
  return suspects.length > MOST || sets % 2 === 1
    ? [first, others, ...rest]
    : [others, first, ...rest];
};

/** After a set that could not be read: one of these is at fault, and nothing speaks against those that they were among. */
export const afterUnreadable = (company: Company, ids: readonly string[]): Company => {
  const found = new Set(ids);
  const others = (company.suspects ?? []).filter((group) => !group.some((id) => found.has(id)));
  return withSuspects(company, ids.length > 1 ? [[...ids], ...others] : others);
};

/** After a set that was read: these are not at fault. Where nobody is left who could be, the set was it: they get smaller. */
export const afterReadable = (company: Company, ids: readonly string[]): Company => {
  if (!company.suspects) return company;
  const cleared = new Set(ids);
  const left = company.suspects.map((group) => group.filter((id) => !cleared.has(id)));
  const isNobody = left.some((group) => group.length === 0);
  return withSuspects(
    isNobody ? { ...company, setLimit: halved(company.setLimit) } : company,
    left,
  );
};

/** Without those that `stays` does not name. */
export const keptSuspects = (company: Company, stays: ReadonlySet<string>): Company =>
  withSuspects(
    company,
    (company.suspects ?? []).map((group) => group.filter((id) => stays.has(id))),
  );

const withSuspects = (company: Company, suspects: Suspects): Company => {
  const { suspects: _before, ...without } = company;
  const groups = suspects.filter(({ length }) => length > 0);
  return groups.length === 0 ? without : { ...without, suspects: groups };
};
