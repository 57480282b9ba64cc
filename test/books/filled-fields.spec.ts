import type { RulesInput } from '@ml-connector/connections';
import { parseOrder } from '@ml-connector/woocommerce';
import { afterEach, describe, expect, it } from 'vitest';
import { CAPTURED_SHOP } from '../simulators/company/index.js';
import { capturedOrders } from '@ml-connector/woocommerce/captured';
import { type Books, openBooks } from './in-process-books.js';

let books: Books | null = null;
afterEach(() => books?.close());

/** A guest buys a T-shirt of 16.80, and has it sent for 4.90; 19 % on both. */
const sold = (changes: Readonly<Record<string, unknown>> = {}) => {
  const captured = capturedOrders().find(({ id }) => id === 45);
  if (!captured) throw new Error('There is no order 45.');
  return parseOrder({ ...captured.order, ...changes });
};

const posted = async (rules: Partial<RulesInput>, order = sold()) => {
  books = await openBooks({ rules, seed: CAPTURED_SHOP });
  const outcome = await books.post({ order, refunds: [] });
  const sale = outcome.posted.find(({ planned }) => planned.orderId === order.id);
  return { outcome, sale: sale?.view ?? null };
};

describe('fields that the rules fill', () => {
  const fields = {
    memo: 'Web order {number}',
    poNumber: '{meta:po}',
    other: '{via}',
    class: 'Web',
    terms: 'Net 30',
    lineOther1: 'Order {number}',
  };
  const order = () => sold({ meta_data: [{ id: 1, key: 'po', value: 'PO <b>4711</b>' }] });

  it.each(['invoice', 'sales-receipt', 'sales-order'] as const)(
    'stand in the %s of the company file as it keeps them',
    async (document) => {
      const { outcome, sale } = await posted({ fields, document }, order());
      expect(outcome.held).toEqual([]);
      const web = books?.company.inspect.lists('Class').find(({ name }) => name === 'Web');
      expect(sale?.totalCents).toBe(2582);
      expect(sale?.memo).toMatch(/^Web order 45 \[ml:/);
      expect(sale?.fields).toMatchObject({
        ClassRef: { ListID: web?.listId },
        Other: 'rest-api',
        ...(document === 'sales-receipt' ? {} : { PONumber: 'PO 4711' }),
      });
    },
  );

  it('hold an order where a name is not in its list', async () => {
    const { outcome } = await posted({ fields: { class: 'Nowhere' } });
    expect(outcome.held.map(({ reason }) => `${reason.code} ${reason.setting}`)).toEqual([
      'NAME_UNKNOWN fields.class',
    ]);
  });
});

describe('items that the rules name', () => {
  it('stand on the lines of the company file', async () => {
    const order = sold();
    const method = order.shippingLines[0]?.methodId ?? '';
    const rules = { items: { 'TS-001': 'Poster' }, shippingItems: { [method]: 'Freight' } };
    const { sale } = await posted(rules, order);
    expect(sale?.lines.map(({ item, amountCents }) => `${item} ${amountCents}`)).toEqual([
      'Poster 1680',
      'Freight 490',
      'Web Sales Tax 412',
    ]);
    expect(sale?.totalCents).toBe(2582);
  });
});
