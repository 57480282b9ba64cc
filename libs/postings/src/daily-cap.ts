import type { PostingKind } from '@ml-connector/contracts';
import type { Posting } from './posting.js';

/** What a day has a cap on. */
export const CAPPED = ['customers', 'documents'] as const;
export type Capped = (typeof CAPPED)[number];

export const DAILY_CAP = 'DAILY_CAP';

/**
 * What a stranger's order can add by itself. A payment, a refund and what it pays out follow a sale that was let through:
 * there are no more of them than of sales, and without them the books tell half of it. Items are as many as products.
 */
const KINDS: Partial<Record<PostingKind, Capped>> = {
  customer: 'customers',
  invoice: 'documents',
  'sales-receipt': 'documents',
  'sales-order': 'documents',
};

/** What a new document of this kind counts as; `null` where it does not count. */
export const cappedKind = (kind: PostingKind): Capped | null => KINDS[kind] ?? null;

/** What a posting takes of a day's cap when it goes; `null` where it does not count, or stands already. */
export const cappedAs = ({ kind, document }: Pick<Posting, 'kind' | 'document'>): Capped | null =>
  document === null ? cappedKind(kind) : null;

/** Which cap holds a posting; `null` where none does. */
export const heldByCap = (
  posting: Pick<Posting, 'kind' | 'document' | 'state' | 'heldBy' | 'reason'>,
): Capped | null =>
  posting.state === 'held' && posting.heldBy === 'gateway' && posting.reason?.code === DAILY_CAP
    ? cappedAs(posting)
    : null;
