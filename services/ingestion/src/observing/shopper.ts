import type { SealingKeys } from '@ml-connector/sealing';
import type { Order } from '@ml-connector/woocommerce';

const GUEST_DIGITS = 24;

/** Whose personal data a registered customer's is. */
export const customerShopper = (customerId: number): string => `customer-${customerId}`;

/** For an order whose shopper is nobody that we know of, or who was erased before it came. */
export const orderShopper = (orderId: number): string => `order-${orderId}`;

/** Whose personal data an order is: the customer's, or the guest's with this e-mail address. The id says nothing of it. */
export const shopperOf = (
  order: Pick<Order, 'id' | 'customerId' | 'billing'>,
  keys: Pick<SealingKeys, 'hash'>,
): string => {
  if (order.customerId > 0) return customerShopper(order.customerId);
  const email = order.billing.email.trim().toLowerCase();
  return email === ''
    ? orderShopper(order.id)
    : `guest-${keys.hash(`guest|${email}`).slice(0, GUEST_DIGITS)}`;
};
