import type { ReadRequest } from '@ml-connector/bookkeeping';
import type { OpenedOrder } from './known-order.js';
import type { OrderDraft } from './order-draft.js';

/** The GETs that would tell in which categories products are, each once. */
export const productReads = (
  connectionId: string,
  productIds: readonly number[],
  askedAt: string,
): readonly ReadRequest[] =>
  [...new Set(productIds)].map((sourceId) => ({
    connectionId,
    what: 'product',
    sourceId,
    reason: 'categories-unknown',
    askedAt,
  }));

/** The GET that would tell what is not known of an order, if one is needed. */
export const readsNeeded = (
  { draft, opened }: { readonly draft: OrderDraft; readonly opened: OpenedOrder },
  askedAt: string,
): readonly ReadRequest[] => {
  const { connectionId, orderId } = draft.value;
  const ask = (reason: ReadRequest['reason']): readonly ReadRequest[] => [
    { connectionId, what: 'order', sourceId: orderId, reason, askedAt },
  ];
  if (opened.state === 'unclear') return ask(opened.reason);
  if (opened.state === 'known' && opened.missingRefunds.length > 0) return ask('refund-unknown');
  return [];
};
