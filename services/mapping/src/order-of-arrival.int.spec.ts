import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Envelope } from '@ml-connector/contracts';
import {
  capturedOrder,
  COMPANY,
  type Json,
  openWorld,
  type World,
} from './mapping-world.features.js';

/** Ways in which the same may arrive: 12 here, 300 in `npm run test:full`. */
const RUNS = Number(process.env['ML_ARRIVALS'] ?? 12);

const sold = capturedOrder('order-refund_partial_restock');
const refund = capturedOrder('refund-create-partial-line-201');

/** One life of an order: unpaid, paid, edited, edited within the same second and read, refunded twice, one refund deleted. */
const lifeOf = (world: World, orderId: number): Promise<readonly Envelope[]> => {
  const at = (time: string, changes: Json = {}): Json => ({
    ...sold,
    id: orderId,
    number: String(orderId),
    billing: { ...asJson(sold['billing']), email: `shopper${orderId}@example.test` },
    refunds: [],
    ...changes,
    date_modified_gmt: time,
  });
  const refundOf = (id: number): Json => ({ ...refund, id });
  const named = (...ids: readonly number[]) => ({
    refunds: ids.map((id) => ({ id, reason: '', total: `-${String(refund['amount'])}` })),
  });
  const [kept, deleted] = [orderId * 10 + 1, orderId * 10 + 2];
  return Promise.all([
    world.orderSeen(at('2026-11-20T10:00:00', { status: 'on-hold', date_paid_gmt: null })),
    world.orderSeen(at('2026-11-20T11:00:00')),
    world.orderSeen(at('2026-11-20T12:00:00', { customer_note: 'first' })),
    world.orderSeen(at('2026-11-20T12:00:00', { customer_note: 'second' }), 1),
    world.orderSeen(at('2026-11-20T13:00:00', { status: 'completed', ...named(kept, deleted) })),
    world.orderSeen(at('2026-11-20T13:00:00', { status: 'completed', ...named(kept) }), 4),
    world.refundSeen(orderId, refundOf(kept), 2),
    world.refundSeen(orderId, refundOf(deleted), 3),
    Promise.resolve(world.refundGone(orderId, deleted)),
  ]);
};

const asJson = (value: unknown): Json => value as Json;

/** Documents as QuickBooks would get them: by kind, with what leads to them left out. */
const documentsOf = async (world: World, orderId: number): Promise<readonly string[]> => {
  const postings = (await world.postings()).filter((posting) => posting.orderId === orderId);
  const texts = await world.ports.vault.open(postings.map(({ wish }) => wish.request));
  return postings
    .map(({ kind, state, reason, withdrawn, wish }, index) =>
      [kind, state === 'skipped', reason?.code, withdrawn?.code, wish.total, texts[index]].join(
        ' ',
      ),
    )
    .map((text) => text.replaceAll(String(orderId), 'N').replaceAll(/[a-z]{3}-[0-9a-v]{26}/g, 'ID'))
    .toSorted();
};

describe('what is observed of an order', () => {
  it('gives the same documents in whatever order and however often it arrives', async () => {
    const world = await openWorld({ unknownProduct: 'create' });
    await world.lists(...COMPANY);
    // Stands nowhere else in a document.
    let orderId = 3_000;
    const inOrder = await lifeOf(world, orderId);
    for (const event of inOrder) await world.orders(event);
    const expected = await documentsOf(world, orderId);
    expect(expected.filter((text) => text.startsWith('invoice'))).toHaveLength(1);
    expect(expected.filter((text) => text.startsWith('credit-memo false'))).toHaveLength(1);

    const arrival = fc.array(fc.nat(inOrder.length - 1), { maxLength: 8 }).chain((repeated) =>
      fc.shuffledSubarray([...inOrder.keys(), ...repeated], {
        minLength: inOrder.length + repeated.length,
      }),
    );
    const batches = fc.tuple(arrival, fc.integer({ min: 1, max: 5 }));
    await fc.assert(
      fc.asyncProperty(batches, async ([order, atOnce]) => {
        orderId += 1;
        const events = await lifeOf(world, orderId);
        for (let start = 0; start < order.length; start += atOnce)
          await world.orders(
            ...order.slice(start, start + atOnce).flatMap((index) => events[index] ?? []),
          );
        const standing = await documentsOf(world, orderId);
        expect(standing.filter(isAsked)).toEqual(expected.filter(isAsked));
      }),
      { numRuns: RUNS },
    );
    await world.close();
  }, 600_000);
});

/** What was planned and taken back on the way leaves a trace, but no document. */
const isAsked = (text: string): boolean => !/^\S+ true /.test(text);
