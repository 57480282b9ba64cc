import { keyedHashHex } from '@ml-connector/kernel';
import { parseOrder } from '@ml-connector/woocommerce';
import { describe, expect, it } from 'vitest';
import { orderJson } from '../scripted-shop.features.js';
import { contentHash } from './content-hash.js';
import { shopperOf } from './shopper.js';

const keys = { hash: (content: string) => keyedHashHex(Buffer.from('k'), content) };
const order = (customerId: number, email: string) =>
  parseOrder(
    orderJson(5, {
      customer_id: customerId,
      billing: { ...(orderJson(5)['billing'] as object), email },
    }),
  );

describe('shopperOf', () => {
  it('is the customer, whatever address the order has', () => {
    expect(shopperOf(order(7, 'a@example.com'), keys)).toBe('customer-7');
  });

  it('is one guest for one e-mail address, however it is written, and does not show it', () => {
    const guest = shopperOf(order(0, 'Ann@Example.com '), keys);
    expect(guest).toBe(shopperOf(order(0, 'ann@example.com'), keys));
    expect(guest).toMatch(/^guest-[0-9a-f]{24}$/);
    expect(guest).not.toBe(shopperOf(order(0, 'bob@example.com'), keys));
  });

  it('is the order itself for a guest without an address', () => {
    expect(shopperOf(order(0, ' '), keys)).toBe('order-5');
  });
});

describe('contentHash', () => {
  it('does not depend on the order of keys or on links, but on everything else', () => {
    const raw = orderJson(5);
    const hash = contentHash(keys, raw);
    const turned = Object.fromEntries(Object.entries(raw).toReversed());
    expect(contentHash(keys, { ...turned, _links: { self: [] } })).toBe(hash);
    expect(contentHash(keys, { ...raw, total: '0.01' })).not.toBe(hash);
  });
});
