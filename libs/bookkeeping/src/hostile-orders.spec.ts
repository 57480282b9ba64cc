import { markerOf, postingIdInMemo } from '@ml-connector/postings';
import {
  checkRequest,
  isRequestType,
  NEWEST_VERSION,
  textAt,
  writeMessageSet,
} from '@ml-connector/qbxml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerNames } from './customer-name.js';
import type { PlannedDocument } from './planned-document.js';
import { documentFor, documentsFor, type Given } from './planned-documents.features.js';
import { requestFields } from './preview-order.js';
import { item } from './sample-company.features.js';
import { shopOrder } from './shop-order.features.js';

/** Rows of the list of attacks by what an order says (X). */
const given: Given = {
  company: { items: [item('TS-001')] },
  rules: { fields: { memo: 'Order {number}: {note}', other: '{note}' } },
};
const orderSaying = (text: string) =>
  shopOrder({
    lines: [{ price: 1_680, name: text }],
    shipping: [{ name: text, price: 490 }],
    fees: [{ name: text, price: 100 }],
    with: {
      customer_note: text,
      payment_method_title: text,
      billing: {
        first_name: text,
        last_name: text,
        company: text,
        address_1: text,
        address_2: text,
        city: text,
        state: text,
        postcode: text,
        country: 'US',
        email: text,
        phone: text,
      },
    },
  });
const bytesOf = ({ object, fields }: PlannedDocument): string => {
  const type = `${object}Add`;
  if (!isRequestType(type)) throw new Error(`There is no ${type}.`);
  const request = { type, fields: requestFields(fields) };
  expect(checkRequest(request, NEWEST_VERSION)).toEqual([]);
  return writeMessageSet({
    version: NEWEST_VERSION,
    onError: 'stopOnError',
    requests: [{ requestId: 'r1', request }],
  });
};
/** Names of the elements that end up in the request, in order, those of addresses and people once. */
const shapeOf = (bytes: string): readonly string[] => [
  ...new Set([...bytes.matchAll(/<(\/?\w+)[\s>]/g)].map(([, name = '']) => name)),
];

const MARKUP = [
  '</CustomerRef></InvoiceAdd></InvoiceAddRq><CustomerAddRq><CustomerAdd><Name>Eve</Name>',
  ']]><InvoiceAdd>',
  '<![CDATA[x]]>',
  '<!-- --><?qbxml version="1.0"?>',
  '&amp;lt;Name&amp;gt;',
  '"\' onError="continueOnError',
  'a\0b\b\uFFFE\ud83d\u202Ereversed\u200B',
  '😀🎉 Émile Zoë',
  'x'.repeat(500),
  '=cmd()|"/c calc"!A1',
  '@SUM(A1:A9)',
  'a@b.example\r\nBcc: everybody@example.test',
  '__proto__',
  'constructor',
];

describe('an order whose every text is an attack', () => {
  it.each(MARKUP)('X1 to X4, X10 to X12: stays text in its own element: %j', (text) => {
    const known = new Set(
      ['plain words', 'Erika'].flatMap((plain) =>
        documentsFor(orderSaying(plain), given).flatMap((document) => shapeOf(bytesOf(document))),
      ),
    );
    const documents = documentsFor(orderSaying(text), given);
    expect(documents.length).toBeGreaterThan(2);
    for (const document of documents) {
      const bytes = bytesOf(document);
      expect(shapeOf(bytes).filter((name) => !known.has(name))).toEqual([]);
      expect(bytes).toMatch(/^[\x20-\x7e]*$/);
      expect(bytes.match(/<\w+AddRq /g)).toHaveLength(1);
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('X1: whatever it says, the request has the elements of any other', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 120 });
    fc.assert(
      fc.property(anything, (text) => {
        for (const document of documentsFor(orderSaying(text), given)) {
          expect(bytesOf(document).match(/<\w+AddRq /g)).toHaveLength(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('X5: a colon makes nobody a part of somebody else', () => {
    const profile = { firstName: 'A:B', lastName: ':C', company: '', email: '', customerId: 1 };
    for (const name of customerNames(profile, 'abc123')) expect(name).not.toContain(':');
  });

  it('X8: an order of nothing, or of less, becomes no invoice of its own', () => {
    for (const price of [0, -1_680]) {
      const sale = documentsFor(shopOrder({ lines: [{ price }] }), given).find(
        ({ kind }) => kind === 'invoice',
      );
      expect(sale === undefined || sale.hold !== null).toBe(true);
    }
  });

  it.each(['1900-01-01T00:00:00', '9999-12-31T00:00:00', '2026-02-30T00:00:00'])(
    'X9: a date that no books take is never sent as it is: %s',
    (date) => {
      const dated = () =>
        shopOrder({ lines: [{ price: 1 }], with: { date_created: date, date_created_gmt: date } });
      let day: string | undefined;
      try {
        const { hold, fields } = documentFor(dated(), 'invoice', given);
        day = hold === null ? textAt(requestFields(fields), 'TxnDate') : undefined;
      } catch {
        day = undefined;
      }
      expect(day === undefined || /^\d{4}-\d{2}-\d{2}$/.test(day)).toBe(true);
      expect(day).not.toBe('2026-02-30');
    },
  );

  it('X16: a mark that a shopper writes is not taken for ours', () => {
    const forged = markerOf('inv-somebody-else');
    const invoice = documentFor(orderSaying(`Please hurry ${forged}`), 'invoice', given);
    const memo = textAt(requestFields(invoice.fields), 'Memo') ?? '';
    expect(memo).toContain('somebody-else');
    expect(postingIdInMemo(memo)).toBe(invoice.postingId);
  });
});
