import type { Preview } from '@ml-connector/bookkeeping';
import { parseCents } from '@ml-connector/kernel';
import { changeBetween, saleIn, standingOf, type TrialChange } from './compare-previews.js';
import type { TrialSide, TrialSummary } from './rule-trial.js';

/** More changed orders than a person looks through are only counted. */
const MOST_LISTED = 10_000;

/** What is known after one more order. */
export interface AddedUp {
  readonly summary: TrialSummary;
  /** How the order would change; `null` where it would not, or where it is only counted. */
  readonly listed: TrialChange | null;
}

export const addUp = (
  summary: TrialSummary,
  { before, after }: { readonly before: Preview; readonly after: Preview },
): AddedUp => {
  const change = changeBetween(before, after);
  const { changes, changed, unlisted } = summary;
  const isListed = change !== null && changed < MOST_LISTED;
  return {
    listed: isListed ? change : null,
    summary: {
      ...summary,
      changed: changed + (change === null ? 0 : 1),
      unlisted: unlisted + (change === null || isListed ? 0 : 1),
      changes: change === null ? changes : { ...changes, [change]: changes[change] + 1 },
      before: addSide(summary.before, before),
      after: addSide(summary.after, after),
    },
  };
};

/** The same for an order that cannot be decided again. */
export const addUndecidable = (summary: TrialSummary): AddedUp => ({
  listed: null,
  summary: { ...summary, undecidable: summary.undecidable + 1 },
});

const addSide = (side: TrialSide, preview: Preview): TrialSide => {
  const standing = standingOf(preview);
  const { currency, total } = saleIn(preview) ?? {};
  const amount = total ? (parseCents(total) ?? 0) : 0;
  return {
    ...side,
    [standing]: side[standing] + 1,
    totals: currency
      ? { ...side.totals, [currency]: (side.totals[currency] ?? 0) + amount }
      : side.totals,
  };
};
