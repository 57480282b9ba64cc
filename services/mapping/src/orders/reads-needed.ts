import type { OrderSnapshot, ReadRequest } from '@ml-connector/bookkeeping';
import type { Stored } from '@ml-connector/document-store';
import type { OpenedOrder } from './known-order.js';

/** The GET that would tell what is not known of an order, if one is needed. */
export const readsNeeded = (
  { stored, opened }: { readonly stored: Stored<OrderSnapshot>; readonly opened: OpenedOrder },
  askedAt: string,
): readonly ReadRequest[] => {
  const { connectionId, orderId } = stored.value;
  const ask = (reason: ReadRequest['reason']): readonly ReadRequest[] => [
    { connectionId, what: 'order', sourceId: orderId, reason, askedAt },
  ];
  if (opened.state === 'unclear') return ask(opened.reason);
  if (opened.state === 'known' && opened.missingRefunds.length > 0) return ask('refund-unknown');
  return [];
};
