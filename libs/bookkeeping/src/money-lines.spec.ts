import { textAt } from '@ml-connector/qbxml';
import { describe, expect, it } from 'vitest';
import {
  documentFor,
  documentsFor,
  type Given,
  holdOf,
  linesOf,
} from './planned-documents.features.js';
import { item } from './sample-company.features.js';
import { meta, shopOrder } from './shop-order.features.js';
import { starEntryOf } from './star-entry.js';

const items = [
  item('TS-001'),
  item('Tips', 'ItemOtherCharge'),
  item('Gift cards', 'ItemOtherCharge'),
  item('Store credit', 'ItemOtherCharge'),
  item('Express', 'ItemService'),
  item('Hoodies'),
  item('Hoodies:Blue'),
];
const given = (rules: Given['rules'] = {}): Given => ({ company: { items }, rules });

/** Every line as `item amount text`; an item that is still to be made is one of ours. */
const linesFor = (order: ReturnType<typeof shopOrder>, rules: Given['rules'] = {}) =>
  linesOf(documentFor(order, 'invoice', given(rules))).map((line) => {
    const id = textAt(line, 'ItemRef', 'ListID') ?? 'text';
    return [id.replace(/^itm-.*/, 'ours'), textAt(line, 'Amount'), textAt(line, 'Desc')]
      .filter((part) => part !== undefined)
      .join(' ');
  });
const holdFor = (order: ReturnType<typeof shopOrder>, rules: Given['rules'] = {}) =>
  holdOf(documentFor(order, 'invoice', given(rules)));

describe('a product', () => {
  const hoodie = (more: object = {}) =>
    shopOrder({
      lines: [
        { name: 'Hoodie - Blue', sku: 'HD', productId: 21, variationId: 22, price: 3500, ...more },
      ],
    });

  it('of a variation without an SKU of its own is named by its number before its parent', () => {
    const rules = { items: { '#22': 'Hoodies:Blue', '#21': 'Hoodies', HD: 'TS-001' } };
    expect(linesFor(hoodie(), rules)).toEqual(['ITM-Hoodies-Blue 35.00 Hoodie - Blue']);
    expect(linesFor(hoodie({ variationId: 23 }), rules)[0]).toMatch(/^ITM-Hoodies 35/);
    expect(linesFor(hoodie({ variationId: 0, productId: 9 }), rules)[0]).toMatch(/^ITM-TS-001 /);
  });

  it('takes the item of the longest beginning of its SKU, unless it has its own', () => {
    const rules = { itemsBySkuPrefix: { H: 'TS-001', 'hd-': 'Hoodies' } };
    expect(linesFor(hoodie({ sku: 'HD-77' }), rules)[0]).toMatch(/^ITM-Hoodies /);
    expect(linesFor(hoodie({ sku: 'HX' }), rules)[0]).toMatch(/^ITM-TS-001 /);
    expect(linesFor(hoodie({ sku: 'Hoodies' }), rules)[0]).toMatch(/^ITM-Hoodies /);
    expect(holdFor(hoodie({ sku: 'Z' }), rules)).toBe('UNKNOWN_PRODUCT items');
  });

  it('that was deleted in the shop is found by the name that is left', () => {
    const order = hoodie({ name: 'TS-001', sku: null, productId: 0, variationId: 0 });
    expect(linesFor(order)[0]).toMatch(/^ITM-TS-001 /);
  });

  it('is made as the kind of item that the rules say', () => {
    const rules = { unknownProduct: 'create', newItemType: 'service' } as const;
    const made = documentsFor(hoodie(), given(rules)).find(({ source }) => source.number === 'HD');
    expect(made?.object).toBe('ItemService');
    expect(made?.fields).toMatchObject({
      SalesOrPurchase: { AccountRef: { ListID: 'ACC-Sales' } },
    });
  });

  it('of an inventory item is sold, and never made', () => {
    const company = { items: [item('HD', 'ItemInventory')] };
    const documents = documentsFor(hoodie(), { company, rules: { unknownProduct: 'create' } });
    expect(documents.map(({ object }) => object)).not.toContain('ItemInventory');
    expect(documents.find(({ kind }) => kind === 'invoice')?.hold).toBeNull();
  });
});

describe('a line of nothing', () => {
  const bundle = shopOrder({
    lines: [
      { price: 1680 },
      { name: 'Sticker', sku: 'ST', price: 0, quantity: 2 },
      { name: 'TS-001', price: 0 },
    ],
  });

  it.each([
    ['item', ['ITM-TS-001 16.80 T-Shirt', 'text 2 x Sticker', 'ITM-TS-001 0.00 TS-001']],
    ['text', ['ITM-TS-001 16.80 T-Shirt', 'text 2 x Sticker', 'text TS-001']],
    ['leave-out', ['ITM-TS-001 16.80 T-Shirt']],
  ] as const)('is by the rule %s', (zeroLines, lines) => {
    expect(linesFor(bundle, { zeroLines })).toEqual(lines);
  });
});

describe('shipping and fees', () => {
  const order = shopOrder({
    lines: [{ price: 1680 }],
    shipping: [
      { name: 'Parcel', method: 'flat_rate', price: 490 },
      { name: 'By hand &amp; foot', method: 'courier', price: 900 },
    ],
    fees: [
      { name: 'Tip for Anna', price: 200 },
      { name: 'Gift card', price: -500 },
      { name: 'Packing', price: 100 },
    ],
  });

  it('stand under our items where the rules name none', () => {
    expect(linesFor(order).slice(1)).toEqual([
      'ours 4.90 Parcel',
      'ours 9.00 By hand & foot',
      'ours 2.00 Tip for Anna',
      'ours -5.00 Gift card',
      'ours 1.00 Packing',
    ]);
  });

  it('stand under the items that the rules name by method and by name', () => {
    const rules = {
      shippingItems: { flat_rate: 'Express', 'by hand & foot': 'Express' },
      feeItems: { 'tip*': 'Tips', 'Gift card': 'Gift cards' },
    };
    expect(linesFor(order, rules).slice(1)).toEqual([
      'ITM-Express 4.90 Parcel',
      'ITM-Express 9.00 By hand & foot',
      'ITM-Tips 2.00 Tip for Anna',
      'ITM-Gift-cards -5.00 Gift card',
      'ours 1.00 Packing',
    ]);
  });

  it.each([
    [{ shippingItems: { flat_rate: 'Nowhere' } }, 'ITEM_RULE_UNKNOWN shippingItems'],
    [{ feeItems: { Packing: 'Nowhere' } }, 'ITEM_RULE_UNKNOWN feeItems'],
  ])('are held where %j names what is not there', (rules, expected) => {
    expect(holdFor(order, rules)).toBe(expected);
  });
});

describe('a discount', () => {
  const order = shopOrder({
    lines: [{ price: 2000, off: 500 }, { price: 1000 }, { name: 'TS-001', price: 900, off: 90 }],
    coupons: ['SPRING', 'CREDIT-77'],
  });

  it('is one line for the order', () => {
    expect(linesFor(order).slice(3)).toEqual(['ours -5.90 Discount: SPRING, CREDIT-77']);
  });

  it('stands below each product that was sold for less, by rule', () => {
    expect(linesFor(order, { discounts: 'line' })).toEqual([
      'ITM-TS-001 20.00 T-Shirt',
      'ours -5.00 Discount on T-Shirt',
      'ITM-TS-001 10.00 T-Shirt',
      'ITM-TS-001 9.00 TS-001',
      'ours -0.90 Discount on TS-001',
    ]);
  });

  it('stands under the item of its coupons where they agree', () => {
    const rules = { discountItem: 'Tips', couponItems: { 'credit-*': 'Store credit' } };
    const credit = shopOrder({ lines: [{ price: 2000, off: 500 }], coupons: ['CREDIT-77'] });
    expect(linesFor(credit, rules)[1]).toMatch(/^ITM-Store-credit -5.00/);
    expect(linesFor(order, rules)[3]).toMatch(/^ITM-Tips -5.90/);
  });

  it('is held where its item is not there', () => {
    expect(holdFor(order, { discountItem: 'Nowhere' })).toBe('ITEM_RULE_UNKNOWN discountItem');
  });

  it('of everything leaves an order of nothing, which makes no document', () => {
    const free = shopOrder({ lines: [{ price: 2000, off: 2000 }], coupons: ['FREE'] });
    expect(documentsFor(free, given())).toEqual([]);
  });
});

describe('an amount in the meta data of an order', () => {
  const rules = {
    metaLines: [
      { key: '_gift_card', item: 'Gift cards', text: 'Gift card' },
      { key: '_tip', item: 'Tips', sign: 'plus' as const },
    ],
  };
  const order = (values: Readonly<Record<string, string>>, total: string) =>
    shopOrder({ lines: [{ price: 5000 }], with: { meta_data: meta(values), total } });

  it('is a line under the item of the rule: a gift card that was redeemed, a tip', () => {
    expect(linesFor(order({ _gift_card: '20.00', _tip: '3.5' }, '33.50'), rules)).toEqual([
      'ITM-TS-001 50.00 T-Shirt',
      'ITM-Gift-cards -20.00 Gift card',
      'ITM-Tips 3.50 _tip',
    ]);
  });

  it('is nothing where the order has none', () => {
    expect(linesFor(order({ _tip: '0.00', _gift_card: '' }, '50.00'), rules)).toHaveLength(1);
  });

  it('without a rule leaves a total that its parts miss', () => {
    expect(holdFor(order({ _gift_card: '20.00' }, '30.00'))).toBe('TOTAL_DIFFERS roundingLimit');
  });

  it('that is no amount holds the order', () => {
    expect(holdFor(order({ _gift_card: 'twenty' }, '30.00'), rules)).toBe('AMOUNT_TOO_FINE -');
  });
});

describe('an entry by the beginning of a name', () => {
  it.each([
    ['tip', 'exact'],
    ['TIP', 'exact'],
    ['tip jar', 'long'],
    ['tips', 'short'],
    ['a tip', undefined],
    ['constructor', undefined],
  ])('of %s is %s', (name, expected) => {
    expect(
      starEntryOf({ 't*': 'short', 'tip *': 'long', tip: 'exact', 'ti*': 'short' }, name),
    ).toBe(expected);
  });
});
