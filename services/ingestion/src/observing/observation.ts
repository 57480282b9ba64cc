import type { z } from 'zod';
import {
  customerGone,
  customerKey,
  customerObserved,
  type Envelope,
  makeEvent,
  type observedBySchema,
  orderGone,
  orderKey,
  orderObserved,
  productGone,
  productKey,
  productObserved,
  refundGone,
  refundObserved,
} from '@ml-connector/contracts';
import { deterministicId } from '@ml-connector/kernel';
import type { Customer, Order, Product } from '@ml-connector/woocommerce';
import type { SealedContent } from './seal-contents.js';

/** How and when we came to see something. */
export interface Observation {
  readonly connectionId: string;
  readonly observedBy: z.infer<typeof observedBySchema>;
  /** 0 for a webhook. */
  readonly readNumber: number;
  /** ISO 8601 UTC. */
  readonly recordedAt: string;
  /** What made us look. */
  readonly causationId: string;
}

/** A content with its hash, sealed. */
export interface ObservedContent extends SealedContent {
  readonly contentHash: string;
}

const LONG_AGO = '1970-01-01T00:00:00.000Z';

/**
 * The same state seen twice is one event told twice. Only a GET that was asked for is a fact of its own, as its number
 * settles which of two contents is the newer one.
 */
export const orderObservation = (
  seen: Observation,
  order: Pick<Order, 'id' | 'modifiedAt'>,
  content: ObservedContent,
): Envelope => {
  const confirmed = seen.observedBy === 'read' ? [seen.readNumber] : [];
  return makeEvent(orderObserved, {
    ...about(seen, orderKey(seen.connectionId, order.id)),
    id: eventId(seen, 'order', order.id, content.contentHash, ...confirmed),
    occurredAt: order.modifiedAt,
    data: {
      orderId: order.id,
      modifiedAt: order.modifiedAt,
      readNumber: seen.readNumber,
      observedBy: seen.observedBy,
      ...content,
    },
  });
};

export const orderGoneFact = (seen: Observation, orderId: number): Envelope =>
  makeEvent(orderGone, {
    ...about(seen, orderKey(seen.connectionId, orderId)),
    id: eventId(seen, 'order-gone', orderId),
    data: { orderId, readNumber: seen.readNumber },
  });

export const refundObservation = (
  seen: Observation,
  refund: { readonly orderId: number; readonly refundId: number; readonly createdAt: string },
  content: ObservedContent,
): Envelope => {
  const { orderId, refundId } = refund;
  return makeEvent(refundObserved, {
    ...about(seen, orderKey(seen.connectionId, orderId)),
    id: eventId(seen, 'refund', orderId, refundId, content.contentHash),
    occurredAt: refund.createdAt,
    data: { orderId, refundId, readNumber: seen.readNumber, ...content },
  });
};

export const refundGoneFact = (
  seen: Observation,
  refund: { readonly orderId: number; readonly refundId: number },
): Envelope =>
  makeEvent(refundGone, {
    ...about(seen, orderKey(seen.connectionId, refund.orderId)),
    id: eventId(seen, 'refund-gone', refund.orderId, refund.refundId),
    data: { ...refund, readNumber: seen.readNumber },
  });

export const customerObservation = (
  seen: Observation,
  customer: Pick<Customer, 'id' | 'createdAt' | 'modifiedAt'>,
  content: ObservedContent,
): Envelope => {
  const modifiedAt = customer.modifiedAt ?? customer.createdAt ?? LONG_AGO;
  const confirmed = seen.observedBy === 'read' ? [seen.readNumber] : [];
  return makeEvent(customerObserved, {
    ...about(seen, customerKey(seen.connectionId, `${customer.id}`)),
    id: eventId(seen, 'customer', customer.id, content.contentHash, ...confirmed),
    occurredAt: modifiedAt,
    data: {
      customerId: customer.id,
      modifiedAt,
      readNumber: seen.readNumber,
      observedBy: seen.observedBy,
      ...content,
    },
  });
};

export const customerGoneFact = (seen: Observation, customerId: number): Envelope =>
  makeEvent(customerGone, {
    ...about(seen, customerKey(seen.connectionId, `${customerId}`)),
    id: eventId(seen, 'customer-gone', customerId),
    data: { customerId, readNumber: seen.readNumber },
  });

/** Every reading is a fact of its own: it says until when a product was where it was. */
export const productObservation = (
  seen: Observation,
  { id: productId, categories }: Product,
): Envelope => {
  const { connectionId, readNumber, recordedAt } = seen;
  return makeEvent(productObserved, {
    ...about(seen, productKey(connectionId, productId)),
    id: eventId(seen, 'product', productId, readNumber, recordedAt),
    data: { productId, readNumber, categories: [...categories] },
  });
};

export const productGoneFact = (seen: Observation, productId: number): Envelope =>
  makeEvent(productGone, {
    ...about(seen, productKey(seen.connectionId, productId)),
    id: eventId(seen, 'product-gone', productId, seen.readNumber, seen.recordedAt),
    data: { productId, readNumber: seen.readNumber },
  });

/** The story of an order, customer or product is named by its key. */
const about = (seen: Observation, key: string) => ({
  connectionId: seen.connectionId,
  key,
  occurredAt: seen.recordedAt,
  recordedAt: seen.recordedAt,
  correlationId: key,
  causationId: seen.causationId,
});

const eventId = (seen: Observation, ...parts: readonly (string | number)[]): string =>
  deterministicId('obs', seen.connectionId, ...parts);
