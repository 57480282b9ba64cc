import { textAt } from '@ml-connector/qbxml';
import { describe, expect, it } from 'vitest';
import type { CategoriesKnown } from './categories-of-sale.js';
import { itemByCategory } from './item-by-category.js';
import { documentFor, type Given, holdOf, linesOf } from './planned-documents.features.js';
import { productsToRead } from './products-to-read.js';
import { item, sampleBooks } from './sample-company.features.js';
import { shopOrder, type Sold } from './shop-order.features.js';
import { shopRefund } from './shop-refund.features.js';

const category = (name: string, slug = name.toLowerCase()) => ({ id: name.length, name, slug });
const COMPANY = { items: ['Clothes', 'Food', 'Other', 'HD-1', 'Mug'].map((name) => item(name)) };
const RULES: Given['rules'] = {
  itemsByCategory: [
    { category: 'Hoodies', item: 'Clothes' },
    { category: 'food', item: 'Food' },
    { category: 'Sale', item: 'Other' },
  ],
};
const orderOf = (...lines: readonly Partial<Sold>[]) =>
  shopOrder({ lines: lines.map((line) => ({ sku: null, productId: 21, price: 3500, ...line })) });
const HOODIE = { name: 'Hoodie' };

const given = (known: CategoriesKnown | undefined, rules: Given['rules'] = {}): Given => ({
  company: COMPANY,
  rules: { ...RULES, ...rules },
  ...(known === undefined ? {} : { categoriesOf: () => known }),
});
const itemsFor = (order: ReturnType<typeof orderOf>, as: Given) =>
  linesOf(documentFor(order, 'invoice', as)).map((line) => textAt(line, 'ItemRef', 'ListID'));
const holdFor = (order: ReturnType<typeof orderOf>, as: Given) =>
  holdOf(documentFor(order, 'invoice', as));

describe('the first entry that one of the categories meets', () => {
  const rules = {
    itemsByCategory: [
      { category: 'Käse & Brot', item: 'Food' },
      { category: 'kaese', item: 'Other' },
      { category: '🎁', item: 'Gifts' },
      { category: '衣', item: 'Clothes' },
    ],
  };
  it.each([
    ['by its name, as the shop shows it', [category('Käse &amp; Brot', 'kb')], 'Food'],
    ['by its slug, without case', [category('Cheese', 'KAESE')], 'Other'],
    [
      'whatever the shop names first',
      [category('x', 'kaese'), category('Käse &amp; Brot')],
      'Food',
    ],
    ['of nothing but a sign', [category('🎁', 'x')], 'Gifts'],
    ['of another sign', [category('🎀', 'x')], undefined],
    ['in letters that QuickBooks does not keep', [category('衣', 'x')], 'Clothes'],
    ['of another word that sounds alike', [category('医', 'x')], undefined],
    ['of none', [category('Books')], undefined],
    ['of a product without any', [], undefined],
  ])('counts %s', (_how, categories, expected) => {
    expect(itemByCategory(categories, rules)).toBe(expected);
  });
});

describe('a product', () => {
  it('stands under the item of its category', () => {
    expect(itemsFor(orderOf(HOODIE), given([category('Hoodies')]))).toEqual(['ITM-Clothes']);
    const both = given([category('Sale'), category('Food')]);
    expect(itemsFor(orderOf(HOODIE), both)).toEqual(['ITM-Food']);
  });

  it.each<[string, Partial<Sold>, Given['rules'], string]>([
    ['the table', HOODIE, { items: { Hoodie: 'Other' } }, 'ITM-Other'],
    ['its SKU', { ...HOODIE, sku: 'HD-1' }, {}, 'ITM-HD-1'],
    ['its name', { name: 'Mug' }, {}, 'ITM-Mug'],
    [
      'the beginning of its SKU',
      { ...HOODIE, sku: 'X-9' },
      { itemsBySkuPrefix: { X: 'Other' } },
      'ITM-Other',
    ],
  ])('that %s leads to an item needs no category', (_what, line, rules, expected) => {
    const order = orderOf(line);
    for (const known of [[category('Hoodies')], 'gone', 'unread'] as const)
      expect(itemsFor(order, given(known, rules))).toEqual([expected]);
    const books = { ...sampleBooks({ ...RULES, ...rules }, COMPANY) };
    expect(productsToRead({ order, refunds: [] }, books)).toEqual([]);
  });

  it.each<[string, CategoriesKnown, Partial<Sold>]>([
    ['in no category that is named', [category('Books')], {}],
    ['that the shop has no more', 'gone', {}],
    ['that was deleted before the order was told', 'unread', { productId: 0 }],
  ])('%s goes by the rule for unknown products', (_what, known, line) => {
    const order = orderOf({ ...HOODIE, ...line });
    expect(holdFor(order, given(known))).toBe('UNKNOWN_PRODUCT items');
    const catchAll = { unknownProduct: 'catch-all', catchAllItem: 'Other' } as const;
    expect(itemsFor(order, given(known, catchAll))).toEqual(['ITM-Other']);
  });

  it('of which nothing was read holds the order, whatever becomes of unknown products', () => {
    for (const unknownProduct of ['hold', 'create'] as const)
      for (const known of ['unread', undefined] as const)
        expect(holdFor(orderOf(HOODIE), given(known, { unknownProduct }))).toBe(
          'PRODUCT_NOT_READ itemsByCategory',
        );
  });

  it('asks for nothing where no rule goes by categories', () => {
    const as = given('unread', { itemsByCategory: [], unknownProduct: 'create' });
    expect(holdFor(orderOf(HOODIE), as)).toBeNull();
  });

  it('whose category names an item that is not there is held for the rule', () => {
    const rules = { itemsByCategory: [{ category: 'Hoodies', item: 'Nothing' }] };
    expect(holdFor(orderOf(HOODIE), given([category('Hoodies')], rules))).toBe(
      'ITEM_RULE_UNKNOWN itemsByCategory',
    );
  });

  it('of nothing waits too, as it may have an item', () => {
    const order = orderOf({ name: 'Mug' }, { ...HOODIE, price: 0 });
    expect(holdFor(order, given('unread'))).toBe('PRODUCT_NOT_READ itemsByCategory');
    expect(itemsFor(order, given([category('Hoodies')]))).toEqual(['ITM-Mug', 'ITM-Clothes']);
    expect(itemsFor(order, given('unread', { zeroLines: 'text' }))).toEqual(['ITM-Mug', undefined]);
  });
});

describe('the products to be read for an order', () => {
  it('are those of which its lines and refunds need the categories, each once', () => {
    const lines = [HOODIE, HOODIE, { name: 'Mug', productId: 22 }, { name: 'Cap', productId: 23 }];
    const order = orderOf(...lines, { name: 'Gift', productId: 24, price: 0 });
    const refunds = [shopRefund(order, { lines: [{ line: 3, net: 3500 }] })];
    const books = sampleBooks({ ...RULES, zeroLines: 'text' }, COMPANY);
    expect(productsToRead({ order, refunds }, books)).toEqual([21, 23]);
    const known = { ...books, categoriesOf: (id: number) => (id === 21 ? [] : 'unread') } as const;
    expect(productsToRead({ order, refunds }, known)).toEqual([23]);
  });

  it('are asked for what a refund gives back for nothing, which waits, though the sale left it out', () => {
    const rules = { ...RULES, zeroLines: 'leave-out' } as const;
    const order = orderOf({ name: 'Mug' }, { ...HOODIE, price: 0 });
    const refunds = [
      shopRefund(order, { lines: [{ net: 3500 }, { line: 1, net: 0, quantity: 1 }] }),
    ];
    const as = { ...given('unread', rules), refunds };
    expect(holdFor(order, as)).toBeNull();
    expect(holdOf(documentFor(order, 'credit-memo', as))).toBe('PRODUCT_NOT_READ itemsByCategory');
    expect(productsToRead({ order, refunds }, sampleBooks(rules, COMPANY))).toEqual([21]);
  });
});
