import { createHmac } from 'node:crypto';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { EXPECTED } from '../fixtures/captured-orders.js';
import { listWebhooks } from '../fixtures/captures.js';
import { checkBooks } from '../harness/books-checker.js';
import { eventually } from '../harness/eventually.js';
import { sellAndWaitMapped, updateUntilDone } from '../harness/flow.js';
import { type Shop } from '../harness/shop.js';
import { shopAt, startWorld, type World } from '../harness/world.js';
import { capturedOrders, loadCaptured } from '../simulators/store/captured-content.js';

const REVIEWED_BY_A_PERSON = [51];
const deliveries = listWebhooks().filter(({ topic }) => topic !== null);

let world: World;
beforeAll(async () => {
  world = await startWorld({ stores: 3 });
});
afterAll(() => world.close());

/** Every captured delivery has another secret here, so its bytes are signed again. */
const post = async (
  { connection }: Shop,
  { headers, rawBody }: (typeof deliveries)[number],
): Promise<number> => {
  const signature = createHmac('sha256', connection.webhook.secret)
    .update(rawBody)
    .digest('base64');
  const sent = headers.filter(([name]) => /^(X-WC-|Content-Type|User-Agent)/.test(name));
  const response = await fetch(connection.webhook.url, {
    method: 'POST',
    headers: { ...Object.fromEntries(sent), 'X-WC-Webhook-Signature': signature },
    body: rawBody,
  });
  await response.arrayBuffer();
  return response.status;
};

const postAll = async (shop: Shop, sent: typeof deliveries): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (const delivery of sent) statuses.push(await post(shop, delivery));
  return statuses;
};

/** Documents of the books without what differs from file to file. */
const content = ({ company }: Shop) =>
  company.inspect
    .documents()
    .filter(({ voided }) => !voided)
    .map(({ kind, refNumber, date, totalCents, openCents, lines }) => ({
      kind,
      refNumber,
      date,
      totalCents,
      openCents,
      lines: lines.map(({ item, desc, quantity, amountCents }) => [
        item,
        desc,
        quantity,
        amountCents,
      ]),
    }))
    .toSorted((a, b) => (`${a.kind}${a.refNumber}` < `${b.kind}${b.refNumber}` ? -1 : 1));

const numbersOf = ({ company }: Shop, kind: 'Invoice' | 'CreditMemo'): readonly string[] =>
  company.inspect
    .documents(kind)
    .filter(({ voided }) => !voided)
    .map(({ refNumber }) => refNumber ?? '')
    .toSorted();

const SALES = [...EXPECTED.documents, ...EXPECTED.saleAndCreditMemo, ...EXPECTED.restored]
  .map(String)
  .toSorted();
const CREDITS = ['49-R50', '54-R55', '56-R57'];

describe('a shop that sells all captured orders', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = shopAt(world.shops, 0);
    await sellAndWaitMapped(world.api, shop, (store) => store.sellCaptured());
    await updateUntilDone(world.api, shop, shop.connector);
  });

  it('finds every paid order in its books once, equal to the cent, with its payment', () => {
    expect(checkBooks(shop)).toEqual([]);
    expect(numbersOf(shop, 'Invoice')).toEqual(SALES);
  });

  it('finds the refunds whose content is known as credit memos', () => {
    expect(numbersOf(shop, 'CreditMemo')).toEqual(CREDITS);
  });

  it('finds the credit memo of a wholly refunded order as the mirror of its sale', () => {
    const [invoice, credit] = (['Invoice', 'CreditMemo'] as const).map((kind) =>
      shop.company.inspect.documents(kind).find(({ refNumber }) => refNumber?.startsWith('54')),
    );

    expect(credit?.totalCents).toBe(invoice?.totalCents);
    expect(credit?.lines.map(({ item, amountCents }) => [item, amountCents])).toEqual(
      invoice?.lines.map(({ item, amountCents }) => [item, amountCents]),
    );
  });

  it('sees why an order is held: its currency', async () => {
    for (const id of EXPECTED.heldForCurrency) {
      const held = await world.api.postings(shop.id, `&orderId=${id}&kind=invoice`);
      expect(held).toMatchObject([{ state: 'held', reason: { code: 'CURRENCY_NOT_HOME' } }]);
    }
  });

  it('sees a refund of an amount alone held for review, while its sale stands', async () => {
    const [order] = REVIEWED_BY_A_PERSON;
    const ofOrder = await world.api.postings(shop.id, `&orderId=${order}`);

    expect(ofOrder.find(({ kind }) => kind === 'credit-memo')).toMatchObject({
      state: 'held',
      reason: { code: 'REFUND_NEEDS_REVIEW' },
      document: null,
    });
    expect(ofOrder.find(({ kind }) => kind === 'invoice')).toMatchObject({ state: 'posted' });
  });

  it('has no document planned for an order of nothing, unpaid, cancelled, failed or never finished', async () => {
    for (const id of [...EXPECTED.zeroTotal, ...EXPECTED.noDocument, ...EXPECTED.inTrash]) {
      const planned = await world.api.postings(shop.id, `&orderId=${id}`);
      expect([id, planned.filter(({ document }) => document !== null)]).toEqual([id, []]);
      expect([id, planned.filter(({ state }) => state === 'ready')]).toEqual([id, []]);
    }
  });

  it('adds nothing when everything is delivered a second time', async () => {
    const before = content(shop);
    const statuses = await shop.store.redeliver();
    await updateUntilDone(world.api, shop, shop.connector);

    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(content(shop)).toEqual(before);
  });
});

describe('the captured deliveries, byte for byte', () => {
  let inOrder: Shop;
  let shuffled: Shop;
  beforeAll(async () => {
    inOrder = shopAt(world.shops, 1);
    shuffled = shopAt(world.shops, 2);
    for (const { store } of [inOrder, shuffled]) loadCaptured(store.state);
    await postAll(inOrder, deliveries);
    const [permuted = []] = fc.sample(
      fc.shuffledSubarray([...deliveries, ...deliveries], {
        minLength: deliveries.length * 2,
        maxLength: deliveries.length * 2,
      }),
      { numRuns: 1, seed: 20_261_123 },
    );
    await postAll(shuffled, permuted);
    for (const shop of [inOrder, shuffled]) {
      await untilTold(shop);
      await updateUntilDone(world.api, shop, shop.connector);
    }
  });

  /** The last delivery of each order that was paid is known; 59 was deleted later, which no delivery tells. */
  const untilTold = (shop: Shop) =>
    eventually(
      async () => {
        const known = new Set(
          (await world.api.postings(shop.id)).map(({ source }) => source.number),
        );
        const missing = [...SALES, '59'].filter((number) => !known.has(number));
        expect(missing).toEqual([]);
      },
      { within: 30_000, every: 200 },
    );

  it('are all accepted', async () => {
    expect(new Set(await postAll(inOrder, deliveries))).toEqual(new Set([200]));
  });

  it('end as the same books as the orders themselves, with the order that was deleted without a word', () => {
    expect(numbersOf(inOrder, 'Invoice')).toEqual([...SALES, '59'].toSorted());
    expect(numbersOf(inOrder, 'CreditMemo')).toEqual(CREDITS);
    const totals = new Map(capturedOrders().map(({ number, total }) => [number, total]));
    for (const { refNumber = '', totalCents } of inOrder.company.inspect.documents('Invoice'))
      expect([refNumber, totalCents]).toEqual([
        refNumber,
        Math.round(Number(totals.get(refNumber) ?? '19.99') * 100),
      ]);
  });

  it('end as the same books in any order, each told twice', () => {
    expect(content(shuffled)).toEqual(content(inOrder));
  });

  it('add nothing when they come again after the update', async () => {
    const before = content(inOrder);
    await postAll(inOrder, deliveries);
    await updateUntilDone(world.api, inOrder, inOrder.connector);

    expect(content(inOrder)).toEqual(before);
  });
});
