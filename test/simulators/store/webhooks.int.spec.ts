import { createHmac } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { listWebhooks } from '../../fixtures/captures.js';
import type { StoreSimulator } from './store-simulator.js';
import { startStore } from './start-store.js';
import { createWebhook, updateWebhook } from './webhook-routes.js';

type Received = { headers: http.IncomingHttpHeaders; names: string[]; body: string };

let now = Date.parse('2026-11-24T10:00:00Z');
let status = 200;
let received: Received[] = [];
let receiver: http.Server;
let store: StoreSimulator;

beforeEach(async () => {
  [now, status, received] = [Date.parse('2026-11-24T10:00:00Z'), 200, []];
  receiver = http.createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (some: string) => (body += some));
    request.on('end', () => {
      const names = request.rawHeaders.filter((_, index) => index % 2 === 0);
      received.push({ headers: request.headers, names, body });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  store = await startStore({ clock: { now: () => now } });
});
afterEach(async () => {
  await store.close();
  receiver.closeAllConnections();
  receiver.close();
});

const listen = async (...topics: string[]) => {
  const { port } = receiver.address() as AddressInfo;
  for (const topic of topics)
    await createWebhook(store.state, {
      topic,
      delivery_url: `http://127.0.0.1:${port}/hook`,
      secret: 'secret',
    });
  const pings = received.splice(0);
  return pings;
};
const told = () =>
  received.map(({ headers, body }) => {
    const { id, status: state, arg } = JSON.parse(body);
    return `${String(headers['x-wc-webhook-topic'])} ${id ?? arg ?? 'none'} ${state ?? ''}`.trim();
  });
const hook = (id = 1) => store.state.webhooks.get(id);
const ORDER_TOPICS = ['order.created', 'order.updated', 'order.deleted', 'order.restored'];

describe('a delivery', () => {
  it('has the headers of the real store in their order, and a signature over its bytes', async () => {
    await listen('order.created');
    store.sell();
    await store.deliver();

    const captured = listWebhooks().find(({ topic }) => topic === 'order.created');
    const [delivery] = received;
    expect(delivery?.names).toEqual(captured?.headers.map(([name]) => name));
    expect(delivery?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'WooCommerce/9.9.5 Hookshot (WordPress/6.9)',
      'x-wc-webhook-source': `${store.address}/`,
      'x-wc-webhook-signature': createHmac('sha256', 'secret')
        .update(delivery?.body ?? '')
        .digest('base64'),
    });
  });

  it('has an id that two deliveries of one second share', async () => {
    await listen('order.updated');
    store.sell(2);
    await store.deliver();
    now += 1_000;
    store.sell();
    await store.deliver();

    const given = received.map(({ headers }) => headers['x-wc-webhook-delivery-id']);
    expect(given[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(given[1]).toBe(given[0]);
    expect(given[2]).not.toBe(given[0]);
  });

  it('is built when it is sent, and many changes before make one', async () => {
    await listen('order.updated');
    const [order] = store.sell();
    store.changeStatus(order?.id ?? 0, 'on-hold');
    store.changeStatus(order?.id ?? 0, 'completed');
    await store.deliver();

    expect(told()).toEqual([`order.updated ${order?.id} completed`]);
  });

  it('of an order that is gone is a signed error body without an id', async () => {
    await listen('order.created');
    const [order] = store.sell();
    store.forceDelete(order?.id ?? 0);
    await store.deliver();

    expect(received.map(({ body }) => body)).toEqual([
      '{"code":"woocommerce_rest_shop_order_invalid_id","message":"Invalid ID.","data":{"status":404}}',
    ]);
  });

  it('can be repeated, byte for byte', async () => {
    await listen('order.created');
    store.sell(2);
    await store.deliver();
    const first = received.splice(0);
    const statuses = await store.redeliver();

    expect(statuses).toEqual([200, 200]);
    expect(received.map(({ body, headers }) => [body, headers])).toEqual(
      first.map(({ body, headers }) => [body, headers]),
    );
  });

  it('is lost for ever while delivery is off', async () => {
    await listen('order.created');
    store.setDelivery(false);
    store.sell();
    await store.deliver();
    store.setDelivery(true);
    await store.deliver();

    expect(received).toEqual([]);
    expect(store.state.lost).toHaveLength(1);
  });
});

describe('what a change tells', () => {
  it('of an order made by REST is created, then updated, with the same bytes', async () => {
    await listen(...ORDER_TOPICS);
    store.sell(1, 'rest');
    await store.deliver();

    expect(received.map(({ headers }) => headers['x-wc-webhook-topic'])).toEqual([
      'order.created',
      'order.updated',
    ]);
    expect(received[0]?.body).toBe(received[1]?.body);
  });

  it('of an order of the block checkout is updated, then created', async () => {
    await listen(...ORDER_TOPICS);
    const [order] = store.sell(1, 'checkout');
    await store.deliver();

    expect(told().map((line) => line.split(' ').slice(0, 2))).toEqual([
      ['order.updated', `${order?.id}`],
      ['order.created', `${order?.id}`],
    ]);
  });

  it.each<[string, (id: number) => unknown, string[]]>([
    ['a status', (id) => store.changeStatus(id, 'on-hold'), ['order.updated ID on-hold']],
    [
      'an edit',
      (id) => store.edit(id, { billing: { city: 'Bonn' } }),
      ['order.updated ID processing'],
    ],
    ['a refund', (id) => store.refund(id, { amount: '1.00' }), ['order.updated ID processing']],
    [
      'a full refund',
      (id) => store.refund(id, { everything: true }),
      ['order.updated ID refunded'],
    ],
    [
      'the status refunded',
      (id) => store.changeStatus(id, 'refunded'),
      ['order.updated ID refunded'],
    ],
    ['the trash', (id) => store.trash(id), ['order.deleted ID']],
    [
      'a restoration',
      (id) => (store.trash(id), store.restore(id)),
      ['order.deleted ID', 'order.restored ID processing'],
    ],
    ['a deletion for good', (id) => store.forceDelete(id), []],
  ])('of an order by %s is known', async (_what, change, expected) => {
    await listen(...ORDER_TOPICS);
    const [sold] = store.sellCaptured([29]);
    await store.deliver();
    received = [];
    change(sold?.id ?? 0);
    await store.deliver();

    expect(told()).toEqual(expected.map((line) => line.replace('ID', '29')));
  });

  it('of a deleted refund is nothing, and the order keeps its time of modification', async () => {
    await listen(...ORDER_TOPICS);
    store.sellCaptured([29]);
    const { id } = store.refund(29, { amount: '1.00' });
    await store.deliver();
    received = [];
    const modified = store.state.orders.get(29)?.date_modified_gmt;
    now += 5_000;
    store.deleteRefund(id);
    await store.deliver();

    expect(received).toEqual([]);
    expect(store.state.orders.get(29)).toMatchObject({ date_modified_gmt: modified, refunds: [] });
  });

  it('of an abandoned checkout is an update with a draft', async () => {
    await listen(...ORDER_TOPICS);
    const { id } = store.abandonCheckout();
    await store.deliver();

    expect(told()).toEqual([`order.updated ${id} checkout-draft`]);
  });

  it('of customers is created and updated, updated, deleted', async () => {
    await listen('customer.created', 'customer.updated', 'customer.deleted');
    const { id } = store.createCustomer({ email: 'a@example.test', firstName: 'A', lastName: 'B' });
    await store.deliver();
    store.updateCustomer(id, { billing: { city: 'Bonn' } });
    await store.deliver();
    store.deleteCustomer(id);
    await store.deliver();

    expect(told()).toEqual(
      ['created', 'updated', 'updated', 'deleted'].map((event) => `customer.${event} ${id}`),
    );
  });
});

describe('a full refund', () => {
  it('returns every cent of the order, line by line', () => {
    for (const order of store.sell(40)) {
      if (Number(order.total) === 0) continue;
      const refund = store.refund(order.id, { everything: true });
      expect([refund.amount, order.status]).toEqual([order.total, 'refunded']);
    }
  });

  it('equals the captured one', () => {
    store.sellCaptured([54]);
    const captured = store.state.refunds.get(55)?.refund;
    store.deleteRefund(55);
    const refund = store.refund(54, { everything: true });

    expect(refund.amount).toBe(captured?.amount);
    expect(
      refund.line_items.map(({ quantity, total, total_tax: tax }) => [quantity, total, tax]),
    ).toEqual(
      captured?.line_items.map(({ quantity, total, total_tax: tax }) => [quantity, total, tax]),
    );
    expect(refund.tax_lines.map((line) => [line.tax_total, line.shipping_tax_total])).toEqual(
      captured?.tax_lines.map((line) => [line.tax_total, line.shipping_tax_total]),
    );
  });

  it('is refused beyond what remains', () => {
    store.sellCaptured([51]);

    expect(() => store.refund(51, { amount: '40.82' })).toThrow(/Invalid refund amount/);
  });
});

describe('a webhook', () => {
  it('pings when it is made, unsigned, and only 200 will do', async () => {
    status = 204;
    const [ping] = await listen('order.created');
    store.sell();
    await store.deliver();

    expect(ping).toMatchObject({
      body: 'webhook_id=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(ping?.names.filter((name) => name.startsWith('X-WC'))).toEqual([]);
    expect(received.map(({ body }) => body).at(-1)).toBe('webhook_id=1');
    expect(received).toHaveLength(2);
  });

  it('is disabled at the seventh failure in a row, without a retry', async () => {
    await listen('order.created');
    status = 500;
    for (let failure = 1; failure <= 6; failure += 1) {
      store.sell();
      await store.deliver();
    }
    expect(hook()).toMatchObject({ status: 'active', failureCount: 6 });
    store.sell();
    await store.deliver();
    expect(hook()?.status).toBe('disabled');
    store.sell();
    await store.deliver();

    expect(received).toHaveLength(7);
  });

  it('that was enabled again is disabled by one more failure, and freed by one success', async () => {
    await listen('order.created');
    Object.assign(hook() ?? {}, { status: 'disabled', failureCount: 6 });
    status = 500;
    await updateWebhook(store.state, 1, { status: 'active' });
    store.sell();
    await store.deliver();
    expect(hook()?.status).toBe('disabled');
    await updateWebhook(store.state, 1, { status: 'active' });
    status = 302;
    store.sell();
    await store.deliver();

    expect(hook()).toMatchObject({ status: 'active', failureCount: 0 });
  });

  it('that is paused sends what waited before, and that is deleted does not', async () => {
    await listen('order.created', 'order.updated');
    store.sell();
    await updateWebhook(store.state, 1, { status: 'paused' });
    store.state.webhooks.delete(2);
    await store.deliver();

    expect(received.map(({ headers }) => headers['x-wc-webhook-topic'])).toEqual(['order.created']);
  });
});

describe('an edit of a quantity', () => {
  it('leaves an order that adds up', () => {
    const cents = (text: string) => Math.round(Number(text) * 100);
    for (const order of store.sell(40)) {
      const [line] = order.line_items;
      const edited = store.edit(order.id, { quantity: { lineId: line?.id ?? 0, quantity: 7 } });
      const parts = [...edited.line_items, ...edited.shipping_lines, ...edited.fee_lines];
      const taxes = edited.tax_lines.flatMap((tax) => [tax.tax_total, tax.shipping_tax_total]);

      expect(
        parts.flatMap((part) => [part.total, part.total_tax]).reduce((a, b) => a + cents(b), 0),
      ).toBe(cents(edited.total));
      expect(taxes.reduce((a, b) => a + cents(b), 0)).toBe(cents(edited.total_tax));
    }
  });
});

describe('the control port', () => {
  const control = async (method: string, path: string, body?: object) => {
    const reply = await fetch(`${store.address}/__sim${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
  };

  it('sells, refunds, delivers and gives the ledger in cents', async () => {
    await listen('order.created');
    await control('POST', '/captured', { ids: [54] });
    const sold = await control('POST', '/orders', { count: 2 });
    const delivered = await control('POST', '/deliver');
    const { body: ledger } = await control('GET', '/ledger');

    expect(sold.body).toHaveLength(2);
    expect(delivered.body['sent']).toHaveLength(3);
    expect(ledger['orders']).toHaveLength(3);
    expect((ledger['orders'] as unknown[])[0]).toMatchObject({
      id: 54,
      status: 'refunded',
      total: 4136,
      refunded: 4136,
      refunds: [{ id: 55, amount: 4136, hasLines: true }],
    });
  });

  it('does every other verb', async () => {
    await control('POST', '/captured', { ids: [29, 30, 31] });
    const done = [
      await control('POST', '/orders/29/status', { status: 'completed' }),
      await control('POST', '/orders/29/edit', { billing: { city: 'Bonn' }, customerNote: 'x' }),
      await control('POST', '/orders/29/refund', { amount: '1.00' }),
      await control('POST', '/orders/30/trash'),
      await control('POST', '/orders/30/restore'),
      await control('POST', '/orders/31/force-delete'),
      await control('POST', '/customers', { email: 'a@b.test', firstName: 'A', lastName: 'B' }),
      await control('POST', '/drafts'),
      await control('POST', '/delivery', { on: false }),
      await control('POST', '/faults', { kind: 'html', times: 1 }),
      await control('POST', '/faults/clear'),
      await control('POST', '/settings', { decimals: 0 }),
      await control('GET', '/webhooks'),
      await control('GET', '/deliveries'),
      await control('POST', '/redeliver'),
    ];
    const refundId = Number(done[2]?.body['id']);

    expect(done.map(({ status: answered }) => answered)).toEqual(done.map(() => 200));
    expect((await control('POST', `/refunds/${refundId}/delete`)).status).toBe(200);
    expect(
      (await control('POST', `/customers/${Number(done[6]?.body['id'])}`, { lastName: 'C' })).body,
    ).toMatchObject({
      last_name: 'C',
    });
    expect(store.state.gone).toEqual(new Set([31]));
  });

  it.each([
    ['an unknown verb', 'POST', '/explode', {}, 404],
    ['an unknown order', 'POST', '/orders/5/trash', {}, 400],
    ['an unknown fault', 'POST', '/faults', { kind: 'x' }, 400],
  ])('refuses %s', async (_what, method, path, body, expected) => {
    expect((await control(method, path, body)).status).toBe(expected);
  });
});
