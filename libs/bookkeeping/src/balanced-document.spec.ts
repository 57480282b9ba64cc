import { cents } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import { balancedDocument } from './balanced-document.js';
import { documentFor } from './planned-documents.features.js';
import { item } from './sample-company.features.js';
import { shopOrder } from './shop-order.features.js';

const company = { items: [item('TS-001')] };
const order = shopOrder({ lines: [{ price: 1680 }, { price: 320 }] });
const invoice = documentFor(order, 'invoice', { company });
const payment = documentFor(order, 'payment', { company });

describe('a document that may be posted', () => {
  it('is one whose printed lines are its total', () => {
    expect(balancedDocument(invoice)).toBe(invoice);
    expect(balancedDocument(payment)).toBe(payment);
  });

  it('counts the tax that QuickBooks adds to them', () => {
    const taxed = { ...invoice, total: cents(2165), computedTax: cents(165) };
    expect(balancedDocument(taxed).hold).toBeNull();
    expect(balancedDocument({ ...taxed, computedTax: cents(164) }).hold?.code).toBe(
      'LINES_MISS_TOTAL',
    );
  });

  it.each([
    ['a line is missing', { ...invoice, fields: { ...invoice.fields, InvoiceLineAdd: [] } }],
    ['the total is another', { ...invoice, total: cents(1999) }],
    ['there is no total', { ...invoice, total: null }],
    ['a payment is of another amount', { ...payment, total: cents(1999) }],
  ])('is none where %s: it is held, and nothing of it can be sent', (_, document) => {
    const { hold, fields } = balancedDocument(document);
    expect(hold?.code).toBe('LINES_MISS_TOTAL');
    expect(fields).toEqual({});
  });

  it('may be one that is held already, or a list object', () => {
    const held = documentFor(order, 'invoice', {});
    expect(balancedDocument(held)).toBe(held);
    const customer = documentFor(order, 'customer', { company });
    expect(balancedDocument(customer)).toBe(customer);
  });
});
