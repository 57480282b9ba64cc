import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Order, parseOrder, parseRefund, type Refund } from '@ml-connector/woocommerce';
import { z } from 'zod';

const folder = join(import.meta.dirname, '../../../test/fixtures/woocommerce');

const isOrder = z.looseObject({
  id: z.number(),
  line_items: z.array(z.unknown()),
  order_key: z.string(),
});
const isRefund = z.looseObject({ id: z.number(), refunded_by: z.unknown(), amount: z.string() });

export interface CapturedOrder {
  readonly order: Order;
  readonly refunds: readonly Refund[];
}

/** The newest state of every order in the captures of a real store, with the refunds that stand. */
export const capturedOrders = (): readonly CapturedOrder[] => {
  const told = [...webhookBodies(), ...replyBodies()];
  const refunds = new Map<number, Refund>();
  const orders = new Map<number, Order>();
  for (const body of told) {
    if (isRefund.safeParse(body).success && !isOrder.safeParse(body).success) {
      const refund = parseRefund(body);
      refunds.set(refund.id, refund);
    } else if (isOrder.safeParse(body).success) {
      const order = parseOrder(body);
      const known = orders.get(order.id);
      if (!known || known.modifiedAt <= order.modifiedAt) orders.set(order.id, order);
    }
  }
  return [...orders.values()]
    .toSorted((a, b) => a.id - b.id)
    .map((order) => ({
      order,
      refunds: order.refunds.flatMap(({ id }) => {
        const refund = id === DELETED_REFUND ? undefined : refunds.get(id);
        return refund ? [refund] : [];
      }),
    }));
};

/** Of order 51; the shop tells nobody that it is gone. */
const DELETED_REFUND = 53;

const capture = z.looseObject({ rawBody: z.string().optional(), body: z.unknown().optional() });

const read = (kind: 'webhooks' | 'rest') =>
  readdirSync(join(folder, kind))
    .toSorted()
    .filter((file) => !file.includes('dp6'))
    .map((file) => capture.parse(JSON.parse(readFileSync(join(folder, kind, file), 'utf8'))));

const webhookBodies = (): readonly unknown[] =>
  read('webhooks')
    .filter(({ rawBody }) => rawBody?.startsWith('{'))
    .map(({ rawBody }): unknown => JSON.parse(rawBody ?? ''));

const batch = z.looseObject({
  create: z.array(z.unknown()).optional(),
  update: z.array(z.unknown()).optional(),
});

const replyBodies = (): readonly unknown[] =>
  read('rest').flatMap(({ body }): readonly unknown[] => {
    if (Array.isArray(body)) return body;
    const parts = batch.safeParse(body);
    return [body, ...(parts.data?.create ?? []), ...(parts.data?.update ?? [])];
  });
