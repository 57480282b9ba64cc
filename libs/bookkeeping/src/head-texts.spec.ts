import { checkRequest, isRequestType, NEWEST_VERSION, textAt } from '@ml-connector/qbxml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderText } from './order-text.js';
import { documentFor, type Given, holdOf, linesOf } from './planned-documents.features.js';
import { requestFields } from './preview-order.js';
import { item, named } from './sample-company.features.js';
import { meta, shopOrder } from './shop-order.features.js';

const company = {
  items: [item('TS-001')],
  names: {
    Class: [named('Web'), named('Web:Berlin')],
    StandardTerms: [named('Net 30')],
    Template: [named('Web', 'CreditMemo'), named('Web', 'Invoice')],
    SalesRep: [named('AL')],
    ShipMethod: [named('DHL'), named('Courier')],
  },
};
const order = shopOrder({
  lines: [{ price: 1680, meta: { size: 'XL' } }],
  shipping: [{ name: 'By DHL', method: 'dhl', price: 490 }],
  coupons: ['SPRING'],
  with: {
    number: 'A-7',
    transaction_id: 'ch_1',
    customer_note: 'Bitte <b>klingeln</b> &amp; warten',
    meta_data: meta({ branch: 'Berlin', po: '4711' }),
  },
});
const given = (rules: Given['rules'] = {}): Given => ({ company, rules });
const invoiceWith = (fields: NonNullable<Given['rules']>['fields']) =>
  documentFor(order, 'invoice', given({ fields }));

describe('the fields of a document', () => {
  it('say what the rules say, with what the order says in its place', () => {
    const { fields } = invoiceWith({
      memo: 'Web order {number} {coupons}',
      poNumber: '{meta:po}',
      other: '{transaction} via {via}',
    });
    expect(fields).toMatchObject({
      Memo: expect.stringMatching(/^Web order A-7 SPRING \[ml:/),
      PONumber: '4711',
      Other: 'ch_1 via checkout',
    });
  });

  it('refer to the lists of the company file', () => {
    const invoice = invoiceWith({
      class: 'web:{meta:branch}',
      terms: 'Net 30',
      template: 'Web',
      salesRep: '{meta:rep|AL}',
      shipMethod: 'Courier',
    });
    expect(invoice.hold).toBeNull();
    expect(invoice.fields).toMatchObject({
      ClassRef: { ListID: 'NAM-Web-Berlin-' },
      TermsRef: { ListID: 'NAM-Net-30-' },
      TemplateRef: { ListID: 'NAM-Web-Invoice' },
      SalesRepRef: { ListID: 'NAM-AL-' },
      ShipMethodRef: { ListID: 'NAM-Courier-' },
    });
    expect(linesOf(invoice).map((line) => textAt(line, 'ClassRef', 'ListID'))).toEqual([
      'NAM-Web-Berlin-',
      'NAM-Web-Berlin-',
    ]);
  });

  it('name the shipping method by table first', () => {
    const rules = { shipMethods: { dhl: 'DHL' }, fields: { shipMethod: 'Courier' } };
    expect(documentFor(order, 'invoice', given(rules)).fields['ShipMethodRef']).toEqual({
      ListID: 'NAM-DHL-',
    });
  });

  it('are left out where they are empty, or where this kind of document has none', () => {
    const fields = { poNumber: '{meta:po}', terms: 'Net 30', other: '{meta:none}' };
    const receipt = documentFor(
      order,
      'sales-receipt',
      given({ fields, document: 'sales-receipt' }),
    );
    expect(Object.keys(receipt.fields)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/PONumber|TermsRef|Other/)]),
    );
    expect(receipt.hold).toBeNull();
  });

  it('say something of a product line in its own two fields', () => {
    const [line] = linesOf(invoiceWith({ lineOther1: 'Size {meta:size}', lineOther2: '{number}' }));
    expect(line).toMatchObject({ Other1: 'Size XL', Other2: 'A-7' });
  });

  it.each([
    [{ fields: { class: 'Nowhere' } }, 'NAME_UNKNOWN fields.class'],
    [{ fields: { terms: 'Net 99' } }, 'NAME_UNKNOWN fields.terms'],
    [{ shipMethods: { dhl: 'Pigeon' } }, 'NAME_UNKNOWN shipMethods'],
  ])('hold the order where %j names what is not there', (rules, expected) => {
    expect(holdOf(documentFor(order, 'invoice', given(rules)))).toBe(expected);
  });
});

describe('a text of the rules', () => {
  const text = (pattern: string, maxLength = 200) => orderText(pattern, order, { maxLength });

  it.each([
    ['{number}/{id}', 'A-7/7'],
    ['{note}', 'Bitte klingeln & warten'],
    ['{shipping} {payment}', 'By DHL Cash on delivery'],
    ['{meta:branch|Web} {meta:none|Web} {meta:none}', 'Berlin Web'],
    ['{unknown} {constructor} {meta:constructor}', ''],
    ['{ number }', '{ number }'],
  ])('%s is %j', (pattern, expected) => {
    expect(text(pattern)).toBe(expected);
  });

  it('is cut after everything stands in its place', () => {
    expect(text('{number}{number}{number}', 5)).toBe('A-7A-');
  });

  it('is one that QuickBooks takes, whatever a shopper or a plugin wrote', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 80 });
    fc.assert(
      fc.property(anything, anything, anything, (note, branch, pattern) => {
        const written = shopOrder({
          lines: [{ price: 1680, name: note, meta: { size: branch } }],
          with: { customer_note: note, meta_data: meta({ branch }) },
        });
        const fields = {
          memo: `${pattern}{note}`,
          poNumber: '{note}{meta:branch}',
          other: '{meta:branch}',
          lineOther1: '{meta:size}',
        };
        const invoice = documentFor(
          written,
          'invoice',
          given({ fields, items: { '#11': 'TS-001' } }),
        );
        expect(invoice.hold).toBeNull();
        const type = 'InvoiceAdd';
        expect(isRequestType(type)).toBe(true);
        const request = { type, fields: requestFields(invoice.fields) } as const;
        expect(checkRequest(request, NEWEST_VERSION)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the number of a sale', () => {
  const numbered = (number: string) =>
    shopOrder({ lines: [{ price: 1 }], with: { number, id: 812 } });
  const numberOf = (number: string, rules: Given['rules'] = {}) =>
    documentFor(numbered(number), 'invoice', given(rules)).refNumber;

  it.each([
    ['1001', {}, '1001'],
    ['1001', { numberPrefix: 'W-' }, 'W-1001'],
    ['1001', { numbers: 'order-id', numberPrefix: 'W-' }, 'W-812'],
    ['SHOP-2026-000123', {}, '2026-000123'],
    ['SHOP-2026-000123', { longNumbers: 'order-id' }, '#812'],
    ['2026-000123', { longNumbers: 'order-id' }, '2026-000123'],
  ] as const)('%s is by %j %s', (number, rules, expected) => {
    expect(numberOf(number, rules)).toBe(expected);
  });

  it('that is too long holds the order by rule', () => {
    const rules = { longNumbers: 'hold' } as const;
    const invoice = documentFor(numbered('SHOP-2026-000123'), 'invoice', given(rules));
    expect(holdOf(invoice)).toBe('NUMBER_TOO_LONG longNumbers');
  });
});

describe('a closed period', () => {
  const closed = (closingDate: string): Given => ({
    ...given(),
    company: { ...company, facts: { closingDate } },
  });

  it('holds what is dated on its last day or before, and nothing after it', () => {
    expect(order.createdAt.slice(0, 10)).toBe('2026-05-05');
    expect(holdOf(documentFor(order, 'invoice', closed('2026-05-05')))).toBe('PERIOD_CLOSED dates');
    expect(documentFor(order, 'invoice', closed('2026-05-04')).hold).toBeNull();
  });
});
