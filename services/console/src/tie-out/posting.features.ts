import type { PostingKind } from '@ml-connector/contracts';
import type { Posting } from '@ml-connector/postings';

const AT = '2026-03-01T12:00:00.000Z';

/** A posting that stands in QuickBooks with this total (minor units), for specs. */
export const postingOf = ({
  total,
  ...more
}: Partial<Posting> & {
  readonly id: string;
  readonly kind: PostingKind;
  readonly total: number;
}): Posting => ({
  connectionId: 'con-a',
  source: { type: 'order', id: '1', number: '1' },
  orderId: 1,
  key: 'con-a|order|1',
  revision: 4,
  state: 'posted',
  wish: {
    object: 'Invoice',
    request: '',
    shopper: 's',
    fingerprint: 'f',
    refNumber: '1',
    total,
    currency: 'EUR',
    dependsOn: [],
    rulesVersion: 1,
    sourceVersion: `${AT}#0`,
  },
  wishRevision: 1,
  withdrawn: null,
  out: null,
  document: {
    type: 'Invoice',
    txnId: 'T-1',
    listId: null,
    refNumber: '1',
    total,
    editSequence: '1',
    wishRevision: 1,
    postedAt: AT,
  },
  fulfilledFingerprint: 'f',
  reason: null,
  heldBy: null,
  blocked: false,
  waitingFor: null,
  skippedBy: null,
  refusals: 0,
  notBefore: null,
  createdAt: AT,
  updatedAt: AT,
  ...more,
});
