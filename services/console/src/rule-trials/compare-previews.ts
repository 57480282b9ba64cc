import type { Preview, PreviewDocument } from '@ml-connector/bookkeeping';
import { canonicalJson } from '@ml-connector/kernel';

/** What becomes of an order: documents, documents that are held, or nothing. */
export type Standing = 'posts' | 'held' | 'nothing';

/** How other rules change what becomes of an order; `null` where it is the same to the last element. */
export type TrialChange =
  | 'newly-held'
  | 'no-longer-held'
  | 'newly-posted'
  | 'no-longer-posted'
  | 'documents-differ'
  | 'reason-differs';

export const standingOf = ({ held, skipped }: Preview): Standing => {
  if (skipped !== null) return 'nothing';
  return held.length > 0 ? 'held' : 'posts';
};

export const changeBetween = (current: Preview, proposed: Preview): TrialChange | null => {
  const [before, after] = [standingOf(current), standingOf(proposed)];
  if (before === after)
    return isSame(current, proposed)
      ? null
      : before === 'posts'
        ? 'documents-differ'
        : 'reason-differs';
  if (after === 'held') return 'newly-held';
  if (after === 'nothing') return 'no-longer-posted';
  return before === 'held' ? 'no-longer-held' : 'newly-posted';
};

const isSame = (a: Preview, b: Preview): boolean => canonicalJson(a) === canonicalJson(b);

const LISTS: ReadonlySet<string> = new Set(['customer', 'item']);

/** Sales, payments and credit memos: what an order itself becomes, without customers and items. */
export const transactionsIn = ({ documents }: Preview): readonly PreviewDocument[] =>
  documents.filter(({ kind }) => !LISTS.has(kind));

const SALES: ReadonlySet<string> = new Set(['invoice', 'sales-receipt', 'sales-order']);

/** The sale that would be posted, if one would. */
export const saleIn = (preview: Preview): PreviewDocument | undefined =>
  preview.documents.find(({ kind, qbxml }) => SALES.has(kind) && qbxml !== null);
