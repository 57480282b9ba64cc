import { endSource } from '@ml-connector/bookkeeping';
import type { PostingKind } from '@ml-connector/contracts';
import { type Posting, postingId } from '@ml-connector/postings';
import type { ShopEntry } from './shop-entries.js';

const SALE_KINDS: readonly PostingKind[] = ['invoice', 'sales-receipt'];

/** The postings that could hold an entry in the books; their ids follow from what they are. */
export const postingIdsOf = (connectionId: string, entry: ShopEntry): readonly string[] =>
  entry.refundId === null
    ? [
        ...[...SALE_KINDS, 'sales-order' as const].map((kind) =>
          postingId(connectionId, kind, String(entry.orderId)),
        ),
        postingId(connectionId, 'credit-memo', endSource(entry.orderId)),
      ]
    : [postingId(connectionId, 'credit-memo', String(entry.refundId))];

/** Minor units that QuickBooks says it holds for these postings; a credit memo counts negative, a sales order is no money. */
export const booksAmount = (postings: readonly Posting[]): number =>
  postings.reduce((sum, posting) => sum + amountOf(posting), 0);

const amountOf = ({ kind, state, document }: Posting): number => {
  if (!document || state === 'voided') return 0;
  if (kind === 'credit-memo') return 0 - (document.total ?? 0);
  return SALE_KINDS.includes(kind) ? (document.total ?? 0) : 0;
};

/** Why the books do not hold what the shop has, in a person's words. */
export const whyBooksDiffer = (entry: ShopEntry, postings: readonly Posting[]): string => {
  if (entry.standing === 'left-out')
    return `${entry.why ?? ''} Its document still stands in QuickBooks.`.trim();
  const [posting] = postings.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
  if (entry.standing === 'apart') return posting?.reason?.title ?? entry.why ?? '';
  if (!posting) return 'No document has been planned for it yet.';
  if (posting.kind === 'sales-order')
    return 'The rules make it a sales order, which is no money in the books.';
  return STATES[posting.state](posting);
};

const STATES: Readonly<Record<Posting['state'], (posting: Posting) => string>> = {
  waiting: () => 'Its document waits for another one to be posted.',
  ready: ({ document }) =>
    document
      ? 'The order was changed; the change goes out with the next run of the Web Connector.'
      : 'Its document goes out with the next run of the Web Connector.',
  sent: () => 'Its document was handed to QuickBooks; the answer is not here yet.',
  posted: () => "QuickBooks' total differs from the shop's.",
  held: ({ reason }) => (reason ? `${reason.title} ${reason.detail}`.trim() : 'It is held.'),
  'in-doubt': () => 'No answer came from QuickBooks; the next session looks whether it is there.',
  skipped: ({ skippedBy }) => `It was skipped by ${skippedBy ?? 'somebody'}.`,
  voided: () => 'Its document was voided in QuickBooks.',
};
