import { EXPECTED, listOrders } from '../../fixtures/captured-orders.js';

const BOOKABLE: ReadonlySet<unknown> = new Set(EXPECTED.documents);
const captured = listOrders().filter(({ id }) => BOOKABLE.has(id));

/** Orders as a real store sent them, in turn, each with an id of its own; the same ids give the same orders. */
export const orderFrom = (id: number): Readonly<Record<string, unknown>> => {
  const order = captured[id % captured.length];
  if (!order) throw new Error('There are no captured orders.');
  return { ...order, id, number: String(id), order_key: `wc_order_${id}` };
};
