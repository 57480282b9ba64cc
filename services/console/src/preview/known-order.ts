import {
  type KnownOrder,
  type OrderSnapshot,
  orderSnapshotId,
  orderSnapshots,
} from '@ml-connector/bookkeeping';
import type { DocumentStore } from '@ml-connector/document-store';
import { isAppError } from '@ml-connector/kernel';
import type { Vault } from '@ml-connector/sealing';
import { parseOrder, parseRefund } from '@ml-connector/woocommerce';
import { notFound, stateForbids, wrongMeaning } from '@ml-connector/platform';

/** @throws Problem 422 naming the first place in the order that cannot be used */
export const knownOrderOf = (order: unknown, refunds: readonly unknown[]): KnownOrder => {
  try {
    return { order: parseOrder(order), refunds: refunds.map(parseRefund) };
  } catch (error) {
    if (!isAppError(error, 'SHOP_ANSWER_INVALID')) throw error;
    throw wrongMeaning([{ path: 'order', message: error.message }]);
  }
};

/**
 * An order as it was seen last.
 * @throws Problem 404 if it never was, 409 if its personal data was erased
 */
export const readKnownOrder = async (
  connectionId: string,
  orderId: number,
  { store, vault }: { readonly store: DocumentStore; readonly vault: Vault },
): Promise<KnownOrder> => {
  const id = orderSnapshotId(connectionId, orderId);
  const snapshot = (await store.collection(orderSnapshots).get(id))?.value;
  if (!snapshot?.observed) throw notFound('order');
  const [order, ...refunds] = (await vault.open(payloadsOf(snapshot))).map(jsonOf);
  return knownOrderOf(order, refunds);
};

/** The same of a snapshot at hand; `null` where it cannot be decided: never seen, gone, erased or unreadable. */
export const openSnapshot = async (
  snapshot: OrderSnapshot,
  vault: Pick<Vault, 'open'>,
): Promise<KnownOrder | null> => {
  if (!snapshot.observed || snapshot.isGone) return null;
  const texts = await vault.open(payloadsOf(snapshot));
  const [order, ...refunds] = texts.flatMap((text): readonly unknown[] =>
    text === null ? [] : [JSON.parse(text)],
  );
  if (order === undefined || texts.includes(null)) return null;
  try {
    return { order: parseOrder(order), refunds: refunds.map(parseRefund) };
  } catch (error) {
    if (isAppError(error, 'SHOP_ANSWER_INVALID')) return null;
    throw error;
  }
};

const payloadsOf = ({ observed, refunds }: OrderSnapshot): readonly string[] => [
  ...(observed ? [observed.payload] : []),
  ...refunds.flatMap((refund) =>
    refund.isGone || !refund.observed ? [] : [refund.observed.payload],
  ),
];

const jsonOf = (text: string | null): unknown => {
  if (text === null)
    throw stateForbids(
      'The personal data of this order was erased; its documents cannot be made again.',
    );
  return JSON.parse(text);
};
