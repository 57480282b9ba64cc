import { checkRequest, isRequestType, NEWEST_VERSION } from '@ml-connector/qbxml';
import { describe, expect, it } from 'vitest';
import { type CapturedOrder, capturedOrders } from './captured-orders.features.js';
import { customerNames } from './customer-name.js';
import { decideDocuments } from './decide-documents.js';
import { chooseCustomer, planCustomer } from './plan-customer.js';
import { type Preview, previewDecision, requestFields } from './preview-order.js';
import { item, sampleBooks } from './sample-company.features.js';
import { profileOfOrder } from './shopper-profile.js';

const orders = capturedOrders();
const products = orders.flatMap(({ order }) => order.lineItems.map(({ sku, name }) => sku ?? name));
const books = sampleBooks(
  {},
  { items: [...new Set(products)].map((name) => item(name.slice(0, 31))) },
);

const decide = ({ order, refunds }: CapturedOrder) => {
  const profile = profileOfOrder(order);
  const buyer = { sourceId: `${order.customerId || 'guest'}`, code: 'abc123' };
  const names = customerNames(profile, buyer.code);
  const choice = chooseCustomer(books, { buyer, profile, names, claims: () => null });
  const customer = planCustomer(books, buyer, { profile, choice });
  return decideDocuments({ order, refunds }, customer, books);
};

const previews = new Map(orders.map((one) => [one.order.id, previewDecision(decide(one))]));
const ofOrder = (id: number): Preview =>
  previews.get(id) ?? { documents: [], held: [], skipped: '?' };
const totals = (id: number, kind: string) =>
  ofOrder(id).documents.flatMap((document) => (document.kind === kind ? document.total : []));
const totalOf = (id: number) => orders.find(({ order }) => order.id === id)?.order.total;

const SOLD = [
  27, 29, 30, 31, 32, 33, 34, 35, 38, 41, 42, 43, 44, 45, 49, 51, 61, 62, 63, 64, 65, 66, 107, 109,
];

describe('the orders of a real store', () => {
  it.each(SOLD)('make order %i an invoice that equals it to the cent', (id) => {
    expect(totals(id, 'invoice')).toEqual([totalOf(id)]);
    expect(ofOrder(id).held.filter(({ code }) => code !== 'REFUND_NEEDS_REVIEW')).toEqual([]);
  });

  it.each([36, 37, 39, 67])('hold order %i for its currency', (id) => {
    expect(ofOrder(id).held.map(({ code }) => code)).toEqual(['CURRENCY_NOT_HOME']);
  });

  it.each([
    [40, 'zero-total'],
    [28, 'unpaid'],
    [48, 'unpaid'],
    [68, 'unpaid'],
    [108, 'unpaid'],
    [110, 'status'],
    [46, 'The order is cancelled in the shop.'],
    [47, 'The order is failed in the shop.'],
  ])('make no document of order %i: %s', (id, why) => {
    expect(ofOrder(id)).toEqual({ documents: [], held: [], skipped: why });
  });

  it.each([54, 56])('make order %i, which was refunded, a sale and a credit memo', (id) => {
    expect(totals(id, 'invoice')).toEqual([totalOf(id)]);
    expect(totals(id, 'credit-memo')).toEqual([totalOf(id)]);
    expect(ofOrder(id).held).toEqual([]);
  });

  it('post a refund by lines, and hold one that is an amount only without holding its sale', () => {
    expect(totals(49, 'credit-memo')).toEqual(['19.99']);
    expect(ofOrder(51).held.map(({ code, detail }) => `${code}: ${detail}`)).toEqual([
      'REFUND_NEEDS_REVIEW: Refund 52 is an amount only.',
    ]);
    expect(totals(51, 'invoice')).toEqual(['45.81']);
  });

  it('pay an invoice only where the shop has the money: cash on delivery waits', () => {
    expect(totals(27, 'payment')).toEqual(['45.81']);
    expect(totals(107, 'payment')).toEqual([]);
  });

  it('are requests that QuickBooks takes', () => {
    const planned = orders.flatMap((one) => {
      const decision = decide(one);
      return decision.outcome === 'documents' ? decision.documents : [];
    });
    const made = planned.filter(({ hold, adopt }) => hold === null && adopt === null);
    const findings = made.flatMap(({ object, fields }): readonly unknown[] => {
      const type = `${object}Add`;
      return isRequestType(type)
        ? checkRequest({ type, fields: requestFields(fields) }, NEWEST_VERSION)
        : [type];
    });
    expect(made.length).toBeGreaterThan(100);
    expect(findings).toEqual([]);
  });
});
