import { type Order, parseOrder, parseRefund, type Refund } from '@ml-connector/woocommerce';
import { capturedOrders as capturedJson } from '@ml-connector/woocommerce/captured';

export interface CapturedOrder {
  readonly order: Order;
  readonly refunds: readonly Refund[];
}

/** The newest state of every order in the captures of a real store, with the refunds that stand. */
export const capturedOrders = (): readonly CapturedOrder[] =>
  capturedJson().map(({ order, refunds }) => ({
    order: parseOrder(order),
    refunds: refunds.map(parseRefund),
  }));
