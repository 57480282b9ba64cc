import { negate } from '@ml-connector/kernel';
import { postingId } from '@ml-connector/postings';
import type { Order, RefundSummary } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import { holdReason } from './hold-reasons.js';
import type { PlannedDocument } from './planned-document.js';
import { amountOrNull } from './read-amount.js';
import { refundNumberOf } from './ref-number.js';

/** A refund that the order names and of which the shop shows nothing more: a held credit memo, so that it is not forgotten. */
export const planUnreadRefund = (
  refund: RefundSummary,
  { order, sale }: { readonly order: Order; readonly sale: PlannedDocument },
  { connectionId, rules }: Pick<BooksContext, 'connectionId' | 'rules'>,
): PlannedDocument => {
  const total = amountOrNull(refund.total);
  return {
    postingId: postingId(connectionId, 'credit-memo', String(refund.id)),
    kind: 'credit-memo',
    source: { type: 'refund', id: String(refund.id), number: `${order.number}-R${refund.id}` },
    orderId: order.id,
    key: sale.key,
    object: 'CreditMemo',
    fields: {},
    refNumber: refundNumberOf(rules.numberPrefix, order.number, refund.id),
    total: total === null ? null : negate(total),
    currency: order.currency,
    dependsOn: [],
    hold: holdReason('REFUND_UNREADABLE', `It is refund ${refund.id}.`),
    adopt: null,
    basis: refund.id,
  };
};
