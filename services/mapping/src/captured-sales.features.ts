import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Json } from './mapping-world.features.js';

const folder = join(import.meta.dirname, '../../../test/fixtures/woocommerce');

const isOrder = z.looseObject({
  id: z.number(),
  order_key: z.string(),
  date_modified_gmt: z.string(),
});
const isRefund = z.looseObject({ id: z.number(), refunded_by: z.unknown(), amount: z.string() });
const capture = z.looseObject({ rawBody: z.string().optional(), body: z.unknown().optional() });
const batch = z.looseObject({ create: z.array(z.unknown()).optional() });
const named = z.looseObject({ refunds: z.array(z.looseObject({ id: z.number() })) });

/** An order as the shop showed it last, and those of its refunds that it showed. */
export interface CapturedSale {
  readonly orderId: number;
  readonly order: Json;
  readonly refunds: readonly Json[];
}

/** The orders in the captures of a real store, by their ids. */
export const capturedSales = (): readonly CapturedSale[] => {
  const orders = new Map<number, z.infer<typeof isOrder>>();
  const refunds = new Map<number, Json>();
  for (const body of bodies()) {
    const order = isOrder.safeParse(body).data;
    const refund = order ? undefined : isRefund.safeParse(body).data;
    if (refund) refunds.set(refund.id, refund);
    if (!order) continue;
    const known = orders.get(order.id);
    if (!known || known.date_modified_gmt <= order.date_modified_gmt) orders.set(order.id, order);
  }
  return [...orders.values()]
    .toSorted((a, b) => a.id - b.id)
    .map((order) => ({
      orderId: order.id,
      order,
      refunds: named.parse(order).refunds.flatMap(({ id }) => {
        const refund = refunds.get(id);
        return refund ? [refund] : [];
      }),
    }));
};

const bodies = (): readonly unknown[] =>
  ['webhooks', 'rest'].flatMap((kind) =>
    readdirSync(join(folder, kind))
      .toSorted()
      .filter((file) => !file.includes('dp6'))
      .flatMap((file): readonly unknown[] => {
        const text = readFileSync(join(folder, kind, file), 'utf8');
        const { rawBody, body } = capture.parse(JSON.parse(text));
        if (rawBody !== undefined) return rawBody.startsWith('{') ? [JSON.parse(rawBody)] : [];
        if (Array.isArray(body)) return body;
        return [body, ...(batch.safeParse(body).data?.create ?? [])];
      }),
  );
