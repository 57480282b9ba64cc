import { afterEach, describe, expect, it } from 'vitest';

import { listWebhooks } from '../../fixtures/captures.js';
import { payloadOf } from './deliver-webhooks.js';
import type { StoreSimulator } from './store-simulator.js';
import { startStore } from './start-store.js';
import { isWooCustomer, isWooOrder } from './woo-order.js';

let store: StoreSimulator | undefined;
afterEach(() => store?.close());

const captured = listWebhooks().flatMap(({ topic, rawBody, file }) =>
  topic === null ? [] : [{ topic, rawBody, file, json: JSON.parse(rawBody) as object }],
);

describe('what the simulated store delivers', () => {
  it('equals every captured delivery of an order or customer, byte for byte, when it holds that state', async () => {
    store = await startStore();
    store.state.address = 'http://127.0.0.1:8081';
    let compared = 0;
    for (const { topic, rawBody, file, json } of captured) {
      if (isWooOrder(json)) store.state.orders.set(json.id, json);
      else if (isWooCustomer(json)) store.state.customers.set(json.id, json);
      else continue;
      store.state.decimals = isWooOrder(json) && !json.total.includes('.') ? 0 : 2;
      const { id } = json;
      expect([file, payloadOf(store.state, { webhookId: 1, topic, resourceId: id })]).toEqual([
        file,
        rawBody,
      ]);
      compared += 1;
    }

    expect(compared).toBeGreaterThan(110);
  });

  it('is nothing but the id for a deletion, and the argument for an action', async () => {
    store = await startStore();
    for (const { topic, rawBody } of captured) {
      if (!/^(order|customer)\.deleted$|^action\./.test(topic)) continue;
      const resourceId = Number(/"(?:id|arg)":(\d+)/.exec(rawBody)?.[1]);
      expect(payloadOf(store.state, { webhookId: 1, topic, resourceId })).toBe(rawBody);
    }
  });

  it('is the last state that the real store told, for the content loaded from the captures', async () => {
    store = await startStore({ content: 'captured' });
    const { state } = store;
    state.address = 'http://127.0.0.1:8081';
    const last = new Map(
      captured
        .filter(({ json }) => isWooOrder(json))
        .map(({ topic, rawBody, json }) => [idOf(json), { topic, rawBody }]),
    );
    const others = [...last].flatMap(([id, { topic, rawBody }]) => {
      const payload = payloadOf(state, { webhookId: 1, topic, resourceId: id });
      return payload === rawBody ? [] : [id];
    });

    expect(last.size).toBe(41);
    // Read later by REST: 35 and 44 with their plugin data in another order, 51 without a deleted refund, 58 after the
    // trash, 60 in it, 61 after its product was deleted; 59 was deleted for good.
    expect(others.toSorted((x, y) => x - y)).toEqual([35, 44, 51, 58, 59, 60, 61]);
  });
});

const idOf = (json: object): number => ('id' in json ? Number(json.id) : 0);
