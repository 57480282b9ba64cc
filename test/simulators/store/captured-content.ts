import { listCustomers, listOrders, listRefunds } from '../../fixtures/captured-orders.js';
import type { StoreState } from './store-state.js';
import {
  isWooCustomer,
  isWooOrder,
  isWooRefund,
  type WooCustomer,
  type WooOrder,
  type WooRefund,
} from './woo-order.js';

/** Was deleted for good while the captures were made. */
const DELETED = 59;

/** What the real store held in the end, each time a fresh copy. */
export const capturedOrders = (): readonly WooOrder[] =>
  listOrders()
    .filter(isWooOrder)
    .filter(({ id }) => id !== DELETED);

export const capturedCustomers = (): readonly WooCustomer[] =>
  listCustomers().filter(isWooCustomer);

/** Puts captured orders with their refunds into a store, telling nobody. @returns the orders */
export const loadCaptured = (
  state: StoreState,
  ids: readonly number[] | null = null,
): readonly WooOrder[] => {
  const orders = capturedOrders().filter(({ id }) => ids === null || ids.includes(id));
  const refunds = listRefunds();
  for (const order of orders) {
    state.orders.set(order.id, order);
    for (const refund of capturedRefunds(refunds.get(order.id)))
      state.refunds.set(refund.id, { orderId: order.id, refund });
  }
  for (const customer of capturedCustomers()) state.customers.set(customer.id, customer);
  return orders;
};

const capturedRefunds = (told: readonly unknown[] | undefined): readonly WooRefund[] =>
  (told ?? []).filter(isWooRefund);
