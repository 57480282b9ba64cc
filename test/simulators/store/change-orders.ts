import { queueDeliveries } from './queue-deliveries.js';
import { lineOfQuantity, recalculate } from './recalculate-order.js';
import { refundOrder } from './refund-orders.js';
import { gmtTime, siteTime } from './sim-time.js';
import type { StoreState } from './store-state.js';
import type { WooAddress, WooOrder } from './woo-order.js';

/** What somebody may change in an order. */
export interface OrderEdit {
  readonly billing?: Partial<WooAddress>;
  readonly shipping?: Partial<WooAddress>;
  readonly customerNote?: string;
  /** What a plugin keeps with the order, by key. */
  readonly meta?: Readonly<Record<string, string>>;
  /** Line id and its new quantity. */
  readonly quantity?: { readonly lineId: number; readonly quantity: number };
}

/** @throws Error if there is no such order. */
export const orderOf = (state: StoreState, id: number): WooOrder => {
  const order = state.orders.get(id);
  if (order === undefined) throw new Error(`There is no order ${id}.`);
  return order;
};

/**
 * Puts an order into the store. The block checkout tells `order.updated` before `order.created`; an order made by REST is
 * told as created, then as updated.
 */
export const addOrder = (
  state: StoreState,
  order: WooOrder,
  via: 'checkout' | 'rest',
): WooOrder => {
  state.orders.set(order.id, order);
  const topics = ['order.created', 'order.updated'];
  for (const topic of via === 'rest' ? topics : topics.toReversed())
    queueDeliveries(state, topic, order.id);
  if (order.status === 'completed') tellCompleted(state, order.id);
  return order;
};

/** An order that nobody finished buying: told as updated only, and listed. */
export const addDraft = (state: StoreState, order: WooOrder): WooOrder => {
  Object.assign(order, { status: 'checkout-draft', date_paid: null, date_paid_gmt: null });
  state.orders.set(order.id, order);
  queueDeliveries(state, 'order.updated', order.id);
  return order;
};

/** Marks an order as changed now and tells it, even if nothing changed. */
export const touch = (state: StoreState, order: WooOrder): void => {
  stamp(state, order);
  queueDeliveries(state, 'order.updated', order.id);
};

/** `refunded` makes a refund of what is left, by amount only, as WooCommerce does. */
export const changeStatus = (state: StoreState, id: number, status: string): WooOrder => {
  const order = orderOf(state, id);
  if (status === 'refunded' && order.status !== 'refunded') {
    refundOrder(state, id, { reason: 'Order fully refunded.', remaining: true });
    return order;
  }
  const now = state.clock.now();
  const wasPaid = order.date_paid_gmt !== null;
  order.status = status;
  if (!wasPaid && ['processing', 'completed'].includes(status))
    Object.assign(order, { date_paid: siteTime(now), date_paid_gmt: gmtTime(now) });
  if (status === 'completed')
    Object.assign(order, { date_completed: siteTime(now), date_completed_gmt: gmtTime(now) });
  touch(state, order);
  if (status === 'completed') tellCompleted(state, id);
  return order;
};

export const editOrder = (state: StoreState, id: number, edit: OrderEdit): WooOrder => {
  const order = orderOf(state, id);
  Object.assign(order.billing, edit.billing);
  Object.assign(order.shipping, edit.shipping);
  if (edit.customerNote !== undefined) order['customer_note'] = edit.customerNote;
  for (const [key, value] of Object.entries(edit.meta ?? {}))
    order.meta_data = [
      ...(order.meta_data ?? []).filter((noted) => noted.key !== key),
      { id: state.ids.line(), key, value },
    ];
  if (edit.quantity !== undefined) {
    const { lineId, quantity } = edit.quantity;
    order.line_items = order.line_items.map((line) =>
      line.id === lineId ? lineOfQuantity(line, quantity, state.decimals) : line,
    );
    recalculate(order, state.decimals);
  }
  touch(state, order);
  return order;
};

/** Told as `order.deleted` with nothing but the id; the order can still be read. */
export const trashOrder = (state: StoreState, id: number): void => {
  const order = orderOf(state, id);
  order['_status_before_trash'] = order.status;
  order.status = 'trash';
  stamp(state, order);
  queueDeliveries(state, 'order.deleted', id);
};

/** As wp-admin does it. By REST nothing would be told. */
export const restoreOrder = (state: StoreState, id: number): WooOrder => {
  const order = orderOf(state, id);
  const before = order['_status_before_trash'];
  order.status = typeof before === 'string' ? before : 'processing';
  stamp(state, order);
  queueDeliveries(state, 'order.restored', id);
  return order;
};

/** Told by nothing: no webhook, and no list by time of modification. */
export const forceDeleteOrder = (state: StoreState, id: number): void => {
  orderOf(state, id);
  state.orders.delete(id);
  state.gone.add(id);
};

const stamp = (state: StoreState, order: WooOrder): void => {
  const now = state.clock.now();
  Object.assign(order, { date_modified: siteTime(now), date_modified_gmt: gmtTime(now) });
};

const tellCompleted = (state: StoreState, id: number): void =>
  queueDeliveries(state, 'action.woocommerce_order_status_completed', id);
