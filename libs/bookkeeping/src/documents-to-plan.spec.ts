import { postingId } from '@ml-connector/postings';
import { describe, expect, it } from 'vitest';
import { documentsToPlan, documentsToWithdraw, HELD, ONCE, rulesFor } from './documents-to-plan.js';
import { holdReason } from './hold-reasons.js';
import type { PlannedDocument } from './planned-document.js';
import { sampleBooks } from './sample-company.features.js';

const document = (
  id: string,
  kind: PlannedDocument['kind'],
  more: Partial<PlannedDocument> = {},
) => ({
  basis: `basis ${id}`,
  document: {
    postingId: id,
    kind,
    source: { type: 'order' as const, id: '7', number: '7' },
    orderId: kind === 'customer' || kind === 'item' ? null : 7,
    key: 'c-1|order|7',
    object: 'Invoice',
    fields: {},
    refNumber: null,
    total: null,
    currency: null,
    dependsOn: [],
    hold: null,
    adopt: null,
    basis: null,
    ...more,
  },
});
const customer = document('cus', 'customer');
const item = document('itm', 'item');
const invoice = document('inv', 'invoice', { dependsOn: ['cus', 'itm'] });
const payment = document('pay', 'payment', { dependsOn: ['cus', 'inv'] });
const memo = document('crm', 'credit-memo', { dependsOn: ['cus', 'inv'] });
const heldInvoice = document('inv', 'invoice', { hold: holdReason('UNKNOWN_PRODUCT', 'A mug.') });

const ids = (planned: readonly { readonly document: PlannedDocument }[]) =>
  planned.map((one) => one.document.postingId);
const before = (...known: readonly (readonly [string, string])[]) => new Map(known);

describe('documentsToPlan', () => {
  it('plans everything at first, lists before what refers to them', () => {
    expect(ids(documentsToPlan([invoice, payment, customer, item], before()))).toEqual([
      'cus',
      'itm',
      'inv',
      'pay',
    ]);
  });

  it('leaves what was planned whole from the same source, and what only that needs', () => {
    const known = before(['inv', 'basis inv'], ['pay', 'basis pay']);
    expect(ids(documentsToPlan([customer, item, invoice, payment], known))).toEqual([]);
    expect(ids(documentsToPlan([customer, item, invoice, payment, memo], known))).toEqual([
      'cus',
      'crm',
    ]);
  });

  it('plans again what was made from something else, and what was held', () => {
    const known = before(['inv', 'an older basis'], ['pay', HELD]);
    expect(ids(documentsToPlan([customer, item, invoice, payment], known))).toEqual([
      'cus',
      'itm',
      'inv',
      'pay',
    ]);
  });

  it('lets a sale that is held stand alone', () => {
    expect(ids(documentsToPlan([customer, heldInvoice, payment], before()))).toEqual(['inv']);
    expect(ids(documentsToPlan([customer, heldInvoice, memo], before(['inv', HELD])))).toEqual([
      'inv',
    ]);
  });

  it('lets a refund go on although its sale could not be made a second time', () => {
    const known = before(['inv', 'basis inv'], ['pay', 'basis pay']);
    expect(ids(documentsToPlan([customer, heldInvoice, payment, memo], known))).toEqual([
      'cus',
      'crm',
    ]);
  });
});

describe('documentsToWithdraw', () => {
  it('names what is not asked for any more', () => {
    const known = before(['inv', 'basis inv'], ['crm', HELD]);
    expect(documentsToWithdraw([customer, invoice], known)).toEqual(['crm']);
  });
});

describe('rulesFor', () => {
  const { rules } = sampleBooks({ document: 'sales-receipt' });
  const order = { connectionId: 'c-1', orderId: 7 };

  it('keeps an order the kind of document that it became', () => {
    const known = before([postingId('c-1', 'invoice', '7'), 'whole']);
    expect(rulesFor(rules, known, order).document).toBe('invoice');
  });

  it('keeps it also while that document cannot be made again, or was taken back', () => {
    const known = before([postingId('c-1', 'invoice', '7'), ONCE]);
    expect(rulesFor(rules, known, order).document).toBe('invoice');
  });

  it('follows the rules where nothing whole was planned', () => {
    expect(rulesFor(rules, before([postingId('c-1', 'invoice', '7'), HELD]), order)).toBe(rules);
    expect(rulesFor(rules, before(), order)).toBe(rules);
  });
});
