import { orderSnapshotId, orderSnapshots, unknownOrder } from '@ml-connector/bookkeeping';
import { orderKey, type PostingKind } from '@ml-connector/contracts';
import type { Ports } from '@ml-connector/platform';
import { createPostings, type Posting, postingId, type Postings } from '@ml-connector/postings';

export const CREATED_AT = '2026-03-01T10:00:00.000Z';

export const postingsOf = ({ store, log, clock }: Ports): Postings =>
  createPostings({ store, log, clock });

/** Plans a document for an order, as mapping would. `total` in minor units. */
export const plan = async (
  ports: Ports,
  wish: {
    readonly connectionId: string;
    readonly orderId: number;
    readonly total: number;
    readonly kind?: PostingKind;
    readonly dependsOn?: readonly string[];
  },
): Promise<Posting> => {
  const { connectionId, orderId, total, kind = 'invoice', dependsOn = [] } = wish;
  const outcome = await postingsOf(ports).execute({
    postingId: postingId(connectionId, kind, String(orderId)),
    connectionId,
    command: {
      type: 'Plan',
      kind,
      source: { type: 'order', id: String(orderId), number: String(orderId) },
      orderId,
      key: orderKey(connectionId, orderId),
      wish: {
        object: 'Invoice',
        request: 'sealed',
        shopper: 'shopper',
        fingerprint: `${total}`,
        refNumber: String(orderId),
        total,
        currency: 'EUR',
        dependsOn: [...dependsOn],
        rulesVersion: 1,
        sourceVersion: `${CREATED_AT}#0`,
      },
      hold: null,
      waitingFor: dependsOn[0] ?? null,
      adopt: null,
    },
  });
  if (outcome.outcome === 'missing') throw new Error('The posting was not planned.');
  return outcome.posting;
};

/** That QuickBooks holds a posting's document, as the gateway would say. */
export const post = async (ports: Ports, posting: Posting): Promise<void> => {
  await postingsOf(ports).execute({
    postingId: posting.id,
    connectionId: posting.connectionId,
    command: {
      type: 'RecordPosted',
      setId: null,
      adopted: true,
      answerHash: null,
      note: null,
      mismatch: null,
      document: {
        type: 'Invoice',
        txnId: `T-${posting.id}`,
        listId: null,
        refNumber: posting.wish.refNumber,
        total: posting.wish.total,
        editSequence: '1',
        postedAt: CREATED_AT,
      },
    },
  });
};

/** What mapping knows of an order. `payload` as the shop sent it, sealed here. */
export const see = async (
  ports: Ports,
  order: {
    readonly connectionId: string;
    readonly orderId: number;
    readonly total: number;
    readonly payload?: unknown;
    readonly status?: string;
  },
): Promise<void> => {
  const { connectionId, orderId, total, status = 'processing' } = order;
  const keys = await ports.vault.keysOf(connectionId, ['shopper']);
  await ports.store.collection(orderSnapshots).insert(orderSnapshotId(connectionId, orderId), {
    ...unknownOrder(connectionId, orderId),
    createdAt: CREATED_AT,
    observed: {
      modifiedAt: CREATED_AT,
      readNumber: 0,
      contentHash: 'hash',
      shopper: 'shopper',
      payload: keys.seal('shopper', JSON.stringify(order.payload ?? {})),
      isAmbiguous: false,
      figures: {
        number: `W-${orderId}`,
        status,
        currency: 'EUR',
        total,
        createdAt: CREATED_AT,
        paidAt: CREATED_AT,
        refundIds: [],
      },
    },
  });
};
