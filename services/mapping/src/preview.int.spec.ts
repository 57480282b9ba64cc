import {
  type Preview,
  type PreviewDocument,
  previewOrder,
  requestFields,
  requestText,
} from '@ml-connector/bookkeeping';
import { cents, formatCents } from '@ml-connector/kernel';
import type { Posting, WishFields } from '@ml-connector/postings';
import { parseOrder, parseRefund } from '@ml-connector/woocommerce';
import { type CapturedOrder, capturedOrders } from '@ml-connector/woocommerce/captured';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPANY, openWorld, type World } from './mapping-world.features.js';

const sales = capturedOrders();

let world: World;
beforeAll(async () => {
  world = await openWorld({ unknownProduct: 'create' });
  await world.lists(...COMPANY);
});
afterAll(() => world.close());

const preview = async ({ order, refunds }: CapturedOrder): Promise<Preview> => {
  const connection = await world.ports.connections.get(world.connectionId);
  if (!connection) throw new Error('There is no connection.');
  const known = { order: parseOrder(order), refunds: refunds.map(parseRefund) };
  return previewOrder(connection, known, world.ports);
};

const map = async (sale: CapturedOrder): Promise<void> => {
  const refunds = sale.refunds.map((refund) => world.refundSeen(sale.id, refund));
  await world.orders(await world.orderSeen(sale.order), ...(await Promise.all(refunds)));
};

/** A posting as a preview shows it. */
const shown = async (posting: Posting): Promise<PreviewDocument> => {
  const { kind, state, wish } = posting;
  const [request] = await world.ports.vault.open([wish.request]);
  const fields = requestFields(JSON.parse(request ?? '{}') as WishFields);
  return {
    kind,
    number: wish.refNumber,
    total: wish.total === null ? null : formatCents(cents(wish.total)),
    currency: wish.currency,
    lines: [],
    qbxml: state === 'held' ? null : requestText(wish.object, fields),
  };
};

const planned = async (isWanted: (posting: Posting) => boolean) => {
  const standing = (await world.postings()).filter(({ state }) => state !== 'skipped');
  return Promise.all(standing.filter(isWanted).map(shown));
};

const LISTS: ReadonlySet<string> = new Set(['customer', 'item']);
const transactionsOf = ({ documents }: Preview) =>
  byKind(documents.filter(({ kind }) => !LISTS.has(kind)).map((one) => ({ ...one, lines: [] })));
const byKind = (documents: readonly PreviewDocument[]) =>
  documents.toSorted((a, b) => `${a.kind}${a.number}`.localeCompare(`${b.kind}${b.number}`));

describe('a preview of a captured order', () => {
  it('is looked at for every kind of order', () => {
    expect(sales.length).toBeGreaterThan(30);
    expect(sales.flatMap(({ refunds }) => refunds).length).toBeGreaterThan(1);
  });

  it.each(sales)('shows what is planned for it then, to the last element: $id', async (sale) => {
    const before = await preview(sale);
    await map(sale);
    const transactions = byKind(await planned((posting) => posting.orderId === sale.id));
    expect(transactionsOf(before)).toEqual(transactions);

    const lists = new Set((await planned(({ kind }) => LISTS.has(kind))).map(({ qbxml }) => qbxml));
    const missing = before.documents.filter(
      ({ kind, qbxml }) => LISTS.has(kind) && before.held.length === 0 && !lists.has(qbxml),
    );
    expect(missing).toEqual([]);

    expect(transactionsOf(await preview(sale))).toEqual(transactions);
  });
});
