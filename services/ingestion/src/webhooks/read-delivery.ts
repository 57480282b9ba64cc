import { isAppError, type Json } from '@ml-connector/kernel';
import {
  type Customer,
  errorBody,
  type Order,
  parseCustomer,
  parseOrder,
  resourceId,
} from '@ml-connector/woocommerce';

/** What a signed body turned out to be. */
export type Delivery =
  | { readonly kind: 'order'; readonly order: Order; readonly raw: Json }
  | { readonly kind: 'customer'; readonly customer: Customer; readonly raw: Json }
  /** It may be gone: only a GET can tell. */
  | { readonly kind: 'hint'; readonly what: 'order' | 'customer'; readonly id: number }
  /** The shop's own failure, signed and delivered as if it were the thing. */
  | { readonly kind: 'shop-error'; readonly code: string }
  | {
      readonly kind: 'unusable';
      readonly what: 'order' | 'customer';
      readonly id: number | null;
      readonly problem: string;
    }
  /** Nothing that reaches the books: products, coupons, carts, actions. */
  | { readonly kind: 'ignored'; readonly why: 'draft' | 'other' };

/**
 * Decides by the body alone, for the headers are not signed. The resource that a header names serves only to choose
 * which of two GETs a bare id asks for.
 */
export const readDelivery = (json: Json, resource: string | undefined): Delivery => {
  if (!isObject(json)) return { kind: 'ignored', why: 'other' };
  if ('line_items' in json && !isRefundOrProduct(json)) return readOrder(json);
  if ('email' in json && 'billing' in json) return readCustomer(json);
  const id = resourceId(json);
  if (id !== null && Object.keys(json).length === 1) return readHint(id, resource);
  const failure = errorBody(json);
  return failure === null
    ? { kind: 'ignored', why: 'other' }
    : { kind: 'shop-error', code: failure.code };
};

type JsonObject = { readonly [key: string]: Json };

const isObject = (json: Json): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** Refunds have lines too, but belong to an order and have no status of their own. */
const isRefundOrProduct = (json: JsonObject): boolean =>
  'amount' in json && 'refunded_by' in json && !('order_key' in json);

const readOrder = (raw: JsonObject): Delivery => {
  try {
    const order = parseOrder(raw);
    return order.status === 'checkout-draft'
      ? { kind: 'ignored', why: 'draft' }
      : { kind: 'order', order, raw };
  } catch (error) {
    return unusable('order', raw, error);
  }
};

const readCustomer = (raw: JsonObject): Delivery => {
  try {
    return { kind: 'customer', customer: parseCustomer(raw), raw };
  } catch (error) {
    return unusable('customer', raw, error);
  }
};

const unusable = (what: 'order' | 'customer', raw: JsonObject, error: unknown): Delivery => {
  if (!isAppError(error, 'SHOP_ANSWER_INVALID')) throw error;
  return { kind: 'unusable', what, id: resourceId(raw), problem: error.message };
};

/** Of a deleted order the older storage also tells as a product and a coupon; the telling as an order is enough. */
const readHint = (id: number, resource: string | undefined): Delivery => {
  if (resource === 'product' || resource === 'coupon') return { kind: 'ignored', why: 'other' };
  return { kind: 'hint', what: resource === 'customer' ? 'customer' : 'order', id };
};
