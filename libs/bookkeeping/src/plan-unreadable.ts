import { orderKey, type Reason } from '@ml-connector/contracts';
import { postingId } from '@ml-connector/postings';
import type { BooksContext } from './books-context.js';
import type { PlannedDocument } from './planned-document.js';

/** An order that cannot be read stands as a held sale without a total: somebody may have paid it. */
export const planUnreadable = (
  { connectionId, rules }: Pick<BooksContext, 'connectionId' | 'rules'>,
  orderId: number,
  hold: Reason,
): PlannedDocument => ({
  postingId: postingId(connectionId, rules.document, String(orderId)),
  kind: rules.document,
  source: { type: 'order', id: String(orderId), number: String(orderId) },
  orderId,
  key: orderKey(connectionId, orderId),
  object: 'Invoice',
  fields: {},
  refNumber: null,
  total: null,
  currency: null,
  dependsOn: [],
  hold,
  adopt: null,
  basis: orderId,
});
