import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isAppError } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';

import {
  errorBody,
  parseCustomer,
  parseOrder,
  parseRefund,
  isPing,
  resourceId,
  verifyDelivery,
} from './index.js';

type Members = Record<string, unknown>;
type Capture = { rawBody: string; headers: [string, string][]; body: unknown };

const captures = join(import.meta.dirname, '../../../test/fixtures/woocommerce');
const read = (folder: string) =>
  readdirSync(join(captures, folder)).map((file) => ({
    file,
    ...(JSON.parse(readFileSync(join(captures, folder, file), 'utf8')) as Capture),
  }));

const webhooks = read('webhooks').map(({ file, rawBody, headers }) => ({
  file,
  body: Buffer.from(rawBody),
  json: rawBody.startsWith('{') ? (JSON.parse(rawBody) as Members) : null,
  header: Object.fromEntries(headers),
}));
const pings = webhooks.filter(({ json }) => json === null);
const deliveries = webhooks.filter(({ json }) => json !== null);
const replies = read('rest');
const replied = (name: string) =>
  structuredClone(replies.find(({ file }) => file === `${name}.json`)?.body) as Members;

const isOrder = (json: unknown): json is Members =>
  typeof json === 'object' && json !== null && 'order_key' in json && 'line_items' in json;
const orders: Members[] = [
  ...deliveries.map(({ json }) => json),
  ...replies.flatMap(({ body }): unknown => body),
].filter(isOrder);

const orderWith = (change: (order: Members) => void): Members => {
  const order = replied('order-fees');
  change(order);
  return order;
};
const problemOf = (json: unknown): string => {
  try {
    parseOrder(json);
    return 'parsed';
  } catch (error) {
    return isAppError(error, 'SHOP_ANSWER_INVALID') ? error.message : 'another error';
  }
};

describe('deliveries of a real store', () => {
  it('verify with the secret, each one', () => {
    const failed = deliveries.filter(
      ({ body, header }) =>
        !verifyDelivery(body, header['X-WC-Webhook-Signature'] ?? '', 'whsec_local_store_0001'),
    );

    expect(deliveries.length).toBeGreaterThan(150);
    expect(failed).toEqual([]);
  });

  it('never verify with another secret or another body', () => {
    const verified = deliveries.filter(({ body, header }) => {
      const signature = header['X-WC-Webhook-Signature'] ?? '';
      return (
        verifyDelivery(body, signature, 'whsec_local_store_0002') ||
        verifyDelivery(Buffer.concat([body, Buffer.from(' ')]), signature, 'whsec_local_store_0001')
      );
    });

    expect(verified).toEqual([]);
  });

  it('include pings, which are recognised, and no delivery is taken for one', () => {
    expect(pings.length).toBe(16);
    expect(pings.every(({ header, body }) => isPing(header['Content-Type'], body))).toBe(true);
    expect(deliveries.some(({ header, body }) => isPing(header['Content-Type'], body))).toBe(false);
  });

  it('carry no error body, and no order is taken for one', () => {
    expect(deliveries.filter(({ json }) => errorBody(json) !== null)).toEqual([]);
  });
});

describe('resourceId', () => {
  it('is all that a deletion tells', () => {
    const told = deliveries
      .filter(({ header }) => header['X-WC-Webhook-Topic'] === 'order.deleted')
      .map(({ json }) => resourceId(json));

    expect(told).toEqual([58, 60]);
  });

  it.each([[null], [{}], [{ id: '58' }], [{ id: 0 }], [{ code: 'x' }]])(
    'is absent in %j',
    (json) => {
      expect(resourceId(json)).toBeNull();
    },
  );
});

describe('parseOrder', () => {
  it('reads every order that the captures hold', () => {
    expect(orders.length).toBeGreaterThan(150);
    for (const json of orders) {
      const order = parseOrder(json);
      expect(order).toMatchObject({
        id: json['id'],
        status: json['status'],
        currency: json['currency'],
        total: json['total'],
        totalTax: json['total_tax'],
        createdAt: `${String(json['date_created_gmt'])}.000Z`,
      });
      expect(order.lineItems).toHaveLength((json['line_items'] as unknown[]).length);
    }
  });

  it('keeps amounts as the store wrote them', () => {
    const order = parseOrder(replied('order-fees'));

    expect(order.feeLines).toMatchObject([
      {
        name: 'Geschenkverpackung',
        taxStatus: 'taxable',
        total: '2.50',
        totalTax: '0.47',
        taxes: [{ rateId: 1, total: '0.475', subtotal: null }],
      },
      { name: 'Pfand (no tax)', taxStatus: 'none', total: '0.25', totalTax: '0.00', taxes: [] },
    ]);
    expect(order.lineItems).toMatchObject([
      { productId: 12, variationId: 0, quantity: 1, sku: null, total: '10.50' },
    ]);
    expect(order.taxLines).toMatchObject([{ ratePercent: '19', shippingTaxTotal: '0.93' }]);
  });

  it('tells a tax exempt order from the others by its plugin data', () => {
    expect(parseOrder(replied('order-tax_exempt')).isVatExempt).toBe(true);
    expect(parseOrder(replied('order-storeapi-coupon-bacs')).isVatExempt).toBe(false);
  });

  it('says that a paid order has no time of payment if the store says so', () => {
    expect(parseOrder(replied('order-storeapi-guest-checkout'))).toMatchObject({
      status: 'processing',
      paidAt: null,
      createdVia: 'store-api',
    });
  });

  it('ignores what plugins add', () => {
    const plain = parseOrder(orderWith(() => undefined));
    const extended = parseOrder(
      orderWith((order) => {
        order['subscription'] = { interval: 'month' };
        order['transaction_id'] = null;
        order['meta_data'] = 'not a list';
      }),
    );

    expect(extended).toEqual(plain);
  });

  it('leaves out plugin data that is not short and plain', () => {
    const order = parseOrder(
      orderWith((given) => {
        given['meta_data'] = [
          { id: 1, key: 'vat_number', value: 'DE123' },
          { id: 2, key: 'count', value: 5 },
          { id: 3, key: 'tree', value: { a: 1 } },
          { id: 4, key: 'long', value: 'x'.repeat(2_001) },
          { id: 5, key: '__proto__', value: 'y' },
          'nothing',
        ];
      }),
    );

    expect(Object.entries(order.metaData)).toEqual([
      ['vat_number', 'DE123'],
      ['count', '5'],
      ['__proto__', 'y'],
    ]);
    expect(Object.getPrototypeOf(order.metaData)).toBe(Object.prototype);
  });

  it.each([
    ['a number as an amount', 'order.total', (order: Members) => (order['total'] = 21.55)],
    [
      'an amount with an exponent',
      'order.cart_tax',
      (order: Members) => (order['cart_tax'] = '1e3'),
    ],
    ['no id', 'order.id', (order: Members) => delete order['id']],
    ['an id of 0', 'order.id', (order: Members) => (order['id'] = 0)],
    [
      'a day that does not exist',
      'order.date_created_gmt',
      (order: Members) => (order['date_created_gmt'] = '2026-13-41T00:00:00'),
    ],
    [
      'a line without an amount',
      'order.line_items[0].subtotal ',
      (order: Members) => (order['line_items'] = [{ id: 1, product_id: 2, quantity: 1 }]),
    ],
    [
      'too many lines',
      'order.fee_lines ',
      (order: Members) => (order['fee_lines'] = Array.from({ length: 10_001 }, () => ({}))),
    ],
    [
      'a text without an end',
      'order.billing.city ',
      (order: Members) => (order['billing'] = { city: 'Secretville'.repeat(2_000) }),
    ],
  ])('refuses %s and names the place, not the value', (_what, place, change) => {
    const problem = problemOf(orderWith(change));

    expect(problem).toContain(place.trim());
    expect(problem).not.toMatch(/21\.55|1e3|2026-13|Secretville/);
  });

  it.each([[null], [5], ['order'], [[]], [{ id: 58 }]])('refuses %j, which is no order', (json) => {
    expect(problemOf(json)).toMatch(/^The store's answer cannot be used: order/);
  });
});

describe('parseRefund', () => {
  it('reads every refund that the captures hold', () => {
    const refunds = replies
      .flatMap(({ body }): unknown => body)
      .filter((body) => typeof body === 'object' && body !== null && 'refunded_by' in body);

    expect(refunds.length).toBeGreaterThan(8);
    for (const json of refunds) {
      expect(parseRefund(json).amount).toBe((json as Members)['amount']);
    }
  });

  it('says which line of the order was refunded, with negative amounts', () => {
    const refund = parseRefund(replied('refund-create-partial-line-201'));

    expect(refund).toMatchObject({ id: 50, amount: '19.99', refundedPayment: false });
    expect(refund.lineItems).toMatchObject([
      { quantity: -1, total: '-16.80', totalTax: '-3.19', refundedItemId: expect.any(Number) },
    ]);
  });

  it('has no lines when only an amount was refunded', () => {
    const refund = parseRefund(replied('refund-create-amount-only-201'));

    expect(refund).toMatchObject({
      amount: '5.00',
      lineItems: [],
      taxLines: [],
      shippingLines: [],
    });
  });
});

describe('parseCustomer', () => {
  it('reads every customer that the captures hold', () => {
    const customers = [
      ...deliveries.map(({ json }) => json),
      ...replies.flatMap(({ body }): unknown => body),
    ].filter((body) => typeof body === 'object' && body !== null && 'is_paying_customer' in body);

    expect(customers.length).toBeGreaterThan(20);
    for (const json of customers) expect(parseCustomer(json).id).toBe((json as Members)['id']);
  });
});

describe('errorBody', () => {
  it('recognises every refusal that the captures hold', () => {
    const errors = replies.filter(({ file }) => file.startsWith('error-'));

    expect(errors.length).toBeGreaterThan(20);
    expect(errors.filter(({ body }) => errorBody(body) === null)).toEqual([]);
  });
});
