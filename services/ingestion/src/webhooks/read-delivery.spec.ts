import { describe, expect, it } from 'vitest';
import {
  capturedDeliveries,
  customerJson,
  orderJson,
  refundJson,
} from '../scripted-shop.features.js';
import { readDelivery } from './read-delivery.js';

const captured = capturedDeliveries().filter(({ rawBody }) => rawBody.startsWith('{'));
const topicOf = (headers: readonly (readonly [string, string])[]): string =>
  headers.find(([name]) => name === 'X-WC-Webhook-Topic')?.[1] ?? '';
const read = (json: unknown, resource?: string) =>
  readDelivery(JSON.parse(JSON.stringify(json)), resource);

describe('readDelivery', () => {
  it('finds the order or customer in every delivery of a real store that holds one', () => {
    const kinds = captured.map(({ headers, rawBody }) => [
      topicOf(headers).split('.', 1)[0],
      readDelivery(JSON.parse(rawBody), undefined).kind,
    ]);
    const count = (resource: string, kind: string) =>
      kinds.filter(([a, b]) => a === resource && b === kind).length;
    expect(count('order', 'order')).toBeGreaterThan(90);
    expect(count('order', 'unusable')).toBe(0);
    expect(count('customer', 'customer')).toBeGreaterThan(10);
    expect(count('customer', 'unusable')).toBe(0);
    expect(count('product', 'order') + count('coupon', 'order')).toBe(0);
    expect(count('product', 'customer') + count('coupon', 'customer')).toBe(0);
  });

  it('believes the body, not the header, about what it is', () => {
    expect(read(orderJson(7), 'customer')).toMatchObject({ kind: 'order' });
    expect(read(customerJson(7), 'order')).toMatchObject({ kind: 'customer' });
  });

  it.each([
    ['order', 'order'],
    ['customer', 'customer'],
    [undefined, 'order'],
    ['nonsense', 'order'],
  ])('asks for a GET when only an id is told, of the resource %s', (resource, what) => {
    expect(read({ id: 58 }, resource)).toEqual({ kind: 'hint', what, id: 58 });
  });

  it('leaves the deletion of products and coupons alone, which older storage tells of orders too', () => {
    expect([read({ id: 58 }, 'product'), read({ id: 58 }, 'coupon')]).toEqual([
      { kind: 'ignored', why: 'other' },
      { kind: 'ignored', why: 'other' },
    ]);
  });

  it('recognises the failure of a shop that is delivered as an order', () => {
    const body = { code: 'woocommerce_rest_cannot_view', message: 'x', data: { status: 401 } };
    expect(read(body, 'order')).toEqual({
      kind: 'shop-error',
      code: 'woocommerce_rest_cannot_view',
    });
  });

  it('ignores the cart of a shopper who only opened the checkout', () => {
    expect(read(orderJson(7, { status: 'checkout-draft' }))).toMatchObject({ kind: 'ignored' });
  });

  it.each([[[]], [null], [''], [0], [true], [{}], [refundJson(3)], [{ action: 'x', arg: 50 }]])(
    'ignores other JSON: %j',
    (json) => {
      expect(read(json)).toEqual({ kind: 'ignored', why: 'other' });
    },
  );

  it.each([['1; DROP'], [-1], [0], [1.5], [{ $gt: '' }], [[1]], [null]])(
    'calls an order with the id %j unusable and names the place',
    (id) => {
      expect(read(orderJson(7, { id: id as never }))).toMatchObject({
        kind: 'unusable',
        what: 'order',
        id: null,
        problem: expect.stringContaining('order.id') as string,
      });
    },
  );

  it('never repeats what stands in an unusable order', () => {
    const delivery = read(orderJson(7, { total: 'canary' }));
    expect(JSON.stringify(delivery)).not.toContain('canary');
    expect(delivery.kind).toBe('unusable');
  });
});
