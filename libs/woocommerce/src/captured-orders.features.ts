import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** JSON as the shop sent it. */
export type Json = Readonly<Record<string, unknown>>;

/** For specs: an order of a real store as it was shown last, with those of its refunds that were shown and stand. */
export interface CapturedOrder {
  readonly id: number;
  readonly order: Json;
  readonly refunds: readonly Json[];
}

const folder = join(import.meta.dirname, '../../../test/fixtures/woocommerce');

const isOrder = z.looseObject({
  id: z.number(),
  order_key: z.string(),
  date_modified_gmt: z.string(),
  refunds: z.array(z.looseObject({ id: z.number() })),
});
const isRefund = z.looseObject({ id: z.number(), refunded_by: z.unknown(), amount: z.string() });
const capture = z.looseObject({ rawBody: z.string().optional(), body: z.unknown().optional() });
const batch = z.looseObject({
  create: z.array(z.unknown()).optional(),
  update: z.array(z.unknown()).optional(),
});

/** Of order 51; the shop tells nobody that it is gone. */
const DELETED_REFUND = 53;

/** Every order in the captures, by id; amounts as the store shows them, not in six decimals. */
export const capturedOrders = (): readonly CapturedOrder[] => {
  const orders = new Map<number, z.infer<typeof isOrder>>();
  const refunds = new Map<number, Json>();
  for (const body of bodies()) {
    const order = isOrder.safeParse(body).data;
    const refund = order ? undefined : isRefund.safeParse(body).data;
    if (refund && refund.id !== DELETED_REFUND) refunds.set(refund.id, refund);
    if (!order) continue;
    const known = orders.get(order.id);
    if (!known || known.date_modified_gmt <= order.date_modified_gmt) orders.set(order.id, order);
  }
  return [...orders.values()]
    .toSorted((a, b) => a.id - b.id)
    .map((order) => ({
      id: order.id,
      order,
      refunds: order.refunds.flatMap(({ id }) =>
        [refunds.get(id)].filter((one) => one !== undefined),
      ),
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
        const { create = [], update = [] } = batch.safeParse(body).data ?? {};
        return [body, ...create, ...update];
      }),
  );
