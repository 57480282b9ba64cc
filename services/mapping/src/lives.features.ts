import type { Envelope } from '@ml-connector/contracts';
import { capturedOrder, type Json, type World } from './mapping-world.features.js';

/** What is told of an order and its shopper, one after the other. */
export interface Life {
  readonly title: string;
  told(world: World, orderId: number): Promise<readonly Envelope[]>;
  /** How many documents of each kind are asked for in the end. */
  readonly documents: Readonly<Record<string, number>>;
}

const sold = capturedOrder('order-refund_partial_restock');
const refund = capturedOrder('refund-create-partial-line-201');
const record = capturedOrder('customer-create-201');

const asJson = (value: unknown): Json => value as Json;

/** The order at a time of its day, of a shopper whom nobody else is. */
const orderAt = (orderId: number, time: string, changes: Json = {}): Json => ({
  ...sold,
  id: orderId,
  number: String(orderId),
  billing: {
    ...asJson(sold['billing']),
    last_name: `Mustermann${orderId}`,
    email: `shopper${orderId}@example.test`,
  },
  refunds: [],
  ...changes,
  date_modified_gmt: `2026-11-20T${time}`,
});

const refundOf = (id: number): Json => ({ ...refund, id });

const naming = (...ids: readonly number[]) => ({
  refunds: ids.map((id) => ({ id, reason: '', total: `-${String(refund['amount'])}` })),
});

const recordAt = (customerId: number, time: string, street: string): Json => {
  const names = { first_name: 'Erika', last_name: `Mustermann${customerId}` };
  const billing = { ...asJson(record['billing']), ...names, address_1: street };
  const email = `shopper${customerId}@example.test`;
  const date_modified_gmt = `2026-11-20T${time}`;
  return { ...record, ...names, id: customerId, email, billing, date_modified_gmt };
};

const [onHold, completed, cancelled] = ['on-hold', 'completed', 'cancelled'].map((status) => ({
  status,
}));

export const LIVES: readonly Life[] = [
  {
    title:
      'paid, edited, edited within the same second and read, refunded twice, one refund deleted',
    documents: { customer: 1, invoice: 1, payment: 1, 'credit-memo': 1, 'refund-payment': 1 },
    told: (world, id) => {
      const [kept, deleted] = [id * 10 + 1, id * 10 + 2];
      return Promise.all([
        world.orderSeen(orderAt(id, '10:00:00', { ...onHold, date_paid_gmt: null })),
        world.orderSeen(orderAt(id, '11:00:00')),
        world.orderSeen(orderAt(id, '12:00:00', { customer_note: 'first' })),
        world.orderSeen(orderAt(id, '12:00:00', { customer_note: 'second' }), 1),
        world.orderSeen(orderAt(id, '13:00:00', { ...completed, ...naming(kept, deleted) })),
        world.orderSeen(orderAt(id, '13:00:00', { ...completed, ...naming(kept) }), 4),
        world.refundSeen(id, refundOf(kept), 2),
        world.refundSeen(id, refundOf(deleted), 3),
        Promise.resolve(world.refundGone(id, deleted)),
      ]);
    },
  },
  {
    title: 'paid and cancelled',
    documents: {},
    told: (world, id) =>
      Promise.all([
        world.orderSeen(orderAt(id, '10:00:00')),
        world.orderSeen(orderAt(id, '11:00:00', { customer_note: 'Please hurry' })),
        world.orderSeen(orderAt(id, '12:00:00', cancelled)),
      ]),
  },
  {
    title: 'cancelled and taken up again',
    documents: { customer: 1, invoice: 1, payment: 1 },
    told: (world, id) =>
      Promise.all([
        world.orderSeen(orderAt(id, '10:00:00')),
        world.orderSeen(orderAt(id, '12:00:00', cancelled)),
        world.orderSeen(orderAt(id, '13:00:00', { ...completed, customer_note: 'After all' })),
      ]),
  },
  {
    title: 'paid, refunded and deleted for good',
    documents: {},
    told: (world, id) =>
      Promise.all([
        world.orderSeen(orderAt(id, '10:00:00')),
        world.orderSeen(orderAt(id, '11:00:00', naming(id * 10 + 1)), 1),
        world.refundSeen(id, refundOf(id * 10 + 1), 2),
        Promise.resolve(world.orderGone(id)),
      ]),
  },
  {
    title: 'bought by a customer of the shop who moved twice meanwhile',
    documents: { customer: 1, invoice: 1, payment: 1 },
    told: (world, id) =>
      Promise.all([
        world.orderSeen(orderAt(id, '10:00:00', { customer_id: id })),
        world.orderSeen(orderAt(id, '11:00:00', { customer_id: id, customer_note: 'Ring twice' })),
        world.customerSeen(recordAt(id, '09:00:00', 'Alte Straße 1')),
        world.customerSeen(recordAt(id, '12:00:00', 'Neue Straße 2')),
        world.customerSeen(recordAt(id, '13:00:00', 'Neueste Straße 3')),
      ]),
  },
];
