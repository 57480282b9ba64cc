import { parseOrder } from '@ml-connector/woocommerce';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Books, openBooks } from './in-process-books.js';
import { judgeSale } from './judge-sale.js';
import { odd, shirt } from './pathological-orders.js';

const RUNS = 150;

/** Whatever can come out of a database, a browser or somebody who tries to break in. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  // Half characters and control characters, one UTF-16 unit at a time.
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '',
    ' ',
    '\t\n\r',
    'NULL',
    'a:b\tc',
    '<b>bold</b>',
    '&amp;amp;',
    '&#x1F600;&nbsp;&lt;script&gt;',
    ']]></Memo></InvoiceAdd>',
    '<![CDATA[x]]>',
    '<?qbxml version="99"?>',
    '\ud83d',
    '\udc00\ud800',
    '\u0000\u0001\u007f\u0085\uffff',
    '\u202eright to left',
    '👨‍👩‍👧‍👦'.repeat(30),
    'ﷺ'.repeat(60),
    'Ж'.repeat(500),
    '🦄'.repeat(41),
  ),
);

let books: Books;
beforeAll(async () => {
  books = await openBooks({
    seed: { accounts: [['Cash Over and Short', 'Expense']] },
    rules: {
      fields: {
        memo: 'Order {number} {note} {via}',
        poNumber: '{meta:po}',
        other: '{payment} {transaction}',
        lineOther1: '{meta:engraving}',
      },
      metaLines: [],
    },
  });
});
afterAll(() => books.close());

/** An order in which everything that somebody can type is one of these texts. */
const orderOf = (id: number, texts: readonly string[]) => {
  const [a = '', b = '', c = '', d = '', e = '', f = ''] = texts;
  const order = odd(
    id,
    {
      lines: [shirt({ name: a, sku: b }), shirt({ name: c, sku: '' })],
      shipping: [{ method: d, amount: 4_900_000 }],
      fees: [{ name: e, amount: 1_000_000, taxClass: '' }],
      taxes: {
        rates: { '': [{ id: 1, label: f, milliPercent: 19_000, compound: false }] },
        shippingRates: [],
      },
    },
    {
      number: f,
      coupons: [b],
      paymentMethod: c,
      billing: {
        first_name: a,
        last_name: b,
        company: c,
        address_1: d,
        address_2: e,
        city: f,
        state: a,
        postcode: b,
        country: c,
        email: `${id}@example.test`,
        phone: d,
      },
    },
  );
  const meta = (key: string, value: string) => ({ id: 1, key, value });
  return {
    ...order,
    customer_note: e,
    created_via: f,
    transaction_id: a,
    payment_method_title: b,
    meta_data: [meta('po', c), meta('engraving', d)],
    line_items: order.line_items.map((line) => ({ ...line, meta_data: [meta('engraving', e)] })),
  };
};

describe('whatever text stands in an order', () => {
  it('becomes ASCII XML that the company file takes by its own tables, to the cent', async () => {
    let id = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 6, maxLength: 6 }), async (texts) => {
        id += 1;
        const order = orderOf(id, texts);
        const { posted, held } = await books.post({ order: parseOrder(order), refunds: [] });
        expect(held.map(({ reason }) => reason)).toEqual([]);
        const sent = posted.flatMap(({ qbxml }) => qbxml ?? []);
        expect(sent.length).toBeGreaterThanOrEqual(2);
        for (const text of sent) expect(text).toMatch(/^[\x20-\x7e]*$/);
        const views = posted.flatMap(({ view }) => view ?? []);
        expect(judgeSale(order, [], views)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  }, 120_000);
});
