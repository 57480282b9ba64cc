import { type OrderSnapshot, orderSnapshotId, orderSnapshots } from '@ml-connector/bookkeeping';
import { orderKey } from '@ml-connector/contracts';
import type { DocumentStore, NewDocument } from '@ml-connector/document-store';
import { isoTime } from '@ml-connector/kernel';
import { type PostingDocument, POSTINGS, postingId } from '@ml-connector/postings';

const AT_ONCE = 500;
const KINDS = ['invoice', 'payment'] as const;

/** An order as the product keeps it once it stands in the books. */
export interface KnownPattern {
  readonly snapshot: OrderSnapshot;
  readonly postings: readonly PostingDocument[];
}

/** Reads what the product wrote for an order that stands in the books with its payment; `null` for others. */
export const patternOf = async (
  store: DocumentStore,
  connectionId: string,
  orderId: number,
): Promise<KnownPattern | null> => {
  const snapshot = await store
    .collection(orderSnapshots)
    .get(orderSnapshotId(connectionId, orderId));
  const postings = await store
    .collection(POSTINGS)
    .getMany(KINDS.map((kind) => postingId(connectionId, kind, String(orderId))));
  const isPosted = postings.every(({ value }) => value.state === 'posted');
  if (!snapshot || postings.length !== KINDS.length || !isPosted) return null;
  return { snapshot: snapshot.value, postings: postings.map(({ value }) => value) };
};

/** Writes orders of these ids straight into the store, in turn after each pattern. */
export const fillOrders = async (
  store: DocumentStore,
  patterns: readonly KnownPattern[],
  { firstId, count }: { readonly firstId: number; readonly count: number },
): Promise<void> => {
  for (let done = 0; done < count; done += AT_ONCE) {
    const ids = Array.from(
      { length: Math.min(AT_ONCE, count - done) },
      (_, index) => firstId + done + index,
    );
    const copies = ids.flatMap((id) => {
      const pattern = patterns[id % patterns.length];
      return pattern ? [copyOf(pattern, id)] : [];
    });
    await Promise.all([
      store.collection(orderSnapshots).insertMany(copies.map(({ snapshot }) => snapshot)),
      store.collection(POSTINGS).insertMany(copies.flatMap(({ postings }) => postings)),
    ]);
  }
};

const SECOND = 1_000;
const FIRST_ORDER = Date.parse('2024-01-01T00:00:00Z');

const copyOf = ({ snapshot, postings }: KnownPattern, orderId: number) => {
  const { connectionId, decided } = snapshot;
  const createdAt = isoTime(FIRST_ORDER + orderId * SECOND);
  const idOf = (kind: string): string => postingId(connectionId, kindOf(kind), String(orderId));
  const copy: NewDocument<OrderSnapshot> = {
    id: orderSnapshotId(connectionId, orderId),
    value: {
      ...snapshot,
      orderId,
      createdAt,
      decided: decided && {
        ...decided,
        documents: decided.documents.map(({ basis }, index) => ({
          postingId: idOf(KINDS[index] ?? 'invoice'),
          basis,
        })),
      },
    },
  };
  return {
    snapshot: copy,
    postings: postings.map((document): NewDocument<PostingDocument> => ({
      id: idOf(document.kind),
      value: {
        ...document,
        orderId,
        createdAt,
        posting: {
          ...document.posting,
          id: idOf(document.kind),
          orderId,
          createdAt,
          key: orderKey(connectionId, orderId),
          source: { ...document.posting.source, id: String(orderId), number: String(orderId) },
          document: document.posting.document && {
            ...document.posting.document,
            txnId: `${document.kind}-${orderId}`,
          },
        },
      },
    })),
  };
};

const kindOf = (kind: string): (typeof KINDS)[number] =>
  kind === 'payment' ? 'payment' : 'invoice';
