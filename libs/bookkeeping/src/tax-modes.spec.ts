import { add, cents, parseCents, ZERO } from '@ml-connector/kernel';
import { textAt } from '@ml-connector/qbxml';
import { parseRefund } from '@ml-connector/woocommerce';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amountsOf,
  documentFor,
  documentsFor,
  type Given,
  holdOf,
  linesOf,
  sumOfLines,
} from './planned-documents.features.js';
import type { PlannedDocument } from './planned-document.js';
import { requestFields } from './preview-order.js';
import { quickBooksTax } from './quickbooks-tax.js';
import { item, taxItem } from './sample-company.features.js';
import { type Rate, shopOrder } from './shop-order.features.js';

const CITY: Rate = { id: 1, code: 'US-CA-CITY-1', percent: 8.25 };
const COUNTY: Rate = { id: 2, code: 'US-CA-COUNTY-2', percent: 0.5 };
const GST: Rate = { id: 4, code: 'CA-GST-1', percent: 5 };
const QST: Rate = { id: 5, code: 'CA-QC-QST-2', percent: 9.975, compound: true };

const company = {
  items: [
    item('TS-001'),
    taxItem('City Tax', '8.25'),
    taxItem('Bayshore', '8.25', '0.50'),
    taxItem('Quebec', '5', '10.47375'),
  ],
};
const taxItems = {
  'us-ca-city-1': 'City Tax',
  '2 + 1': 'Bayshore',
  'CA-GST-1+CA-QC-QST-2': 'Quebec',
};
const computed = (rules: Given['rules'] = {}): Given => ({
  company,
  rules: { taxMode: 'quickbooks', taxItems, ...rules },
});

/** A line of 16.80, one of 10.00 that is not taxed, shipping of 4.90; 8.25 %. */
const sold = shopOrder({
  lines: [{ price: 1680 }, { price: 1000, rates: [] }],
  shipping: [{ name: 'Parcel', price: 490 }],
  rates: [CITY],
});

describe('tax that QuickBooks computes', () => {
  it('has no tax lines: the head names the item and the taxed customer, the lines say what is taxed', () => {
    const invoice = documentFor(sold, 'invoice', computed());
    expect(amountsOf(invoice)).toEqual(['16.80 Tax', '10.00 Non', '4.90 Tax']);
    expect(invoice.fields).toMatchObject({
      ItemSalesTaxRef: { ListID: 'ITM-City-Tax' },
      CustomerSalesTaxCodeRef: { ListID: 'TAX-Tax' },
    });
    expect(sumOfLines(invoice) + quickBooksTax(cents(2170), ['8.25'])).toBe(invoice.total);
    expect(invoice.total).toBe(3349);
  });

  it('needs no item of ours for it', () => {
    const names = documentsFor(sold, computed()).map(({ source }) => source.id);
    expect(names).not.toContain('Web Sales Tax');
    expect(names).not.toContain('Web No Tax');
  });

  it('takes a group for several rates, whichever way round the rules name them', () => {
    const order = shopOrder({ lines: [{ price: 2000 }], rates: [CITY, COUNTY] });
    const invoice = documentFor(order, 'invoice', computed());
    expect(invoice.fields['ItemSalesTaxRef']).toEqual({ ListID: 'ITM-Bayshore' });
    expect(invoice.total).toBe(2000 + 165 + 10);
  });

  it('holds a compound rate where a group has the rate that it comes to', () => {
    const order = shopOrder({ lines: [{ price: 10_000 }], rates: [GST, QST] });
    const invoice = documentFor(order, 'invoice', computed());
    expect(invoice.fields['ItemSalesTaxRef']).toEqual({ ListID: 'ITM-Quebec' });
    expect(invoice.total).toBe(10_000 + 500 + 1047);
    expect(sumOfLines(invoice)).toBe(10_000);
  });

  it('is raised on shipping alone where the shop does so', () => {
    const order = shopOrder({
      lines: [{ price: 1680, rates: [] }],
      shipping: [{ name: 'Parcel', price: 490 }],
      rates: [CITY],
    });
    expect(amountsOf(documentFor(order, 'invoice', computed()))).toEqual(['16.80 Non', '4.90 Tax']);
  });

  it('takes a discount off what was taxed, and off what was not, apart', () => {
    const order = shopOrder({
      lines: [
        { price: 2000, off: 200 },
        { price: 1000, off: 100, rates: [] },
      ],
      rates: [CITY],
      coupons: ['SPRING'],
    });
    const invoice = documentFor(order, 'invoice', computed());
    expect(amountsOf(invoice)).toEqual(['20.00 Tax', '10.00 Non', '-2.00 Tax', '-1.00 Non']);
    expect(invoice.total).toBe(2700 + quickBooksTax(cents(1800), ['8.25']));
  });

  it('puts what the shop rounded line by line on an untaxed rounding line', () => {
    const order = shopOrder({
      lines: [{ price: 106 }, { price: 106 }, { price: 106 }],
      rates: [CITY],
    });
    const invoice = documentFor(order, 'invoice', computed());
    expect(invoice.total).toBe(318 + 3 * 9);
    expect(amountsOf(invoice)).toEqual(['1.06 Tax', '1.06 Tax', '1.06 Tax', '0.01 Non']);
  });

  it('equals the shop without one where the shop rounds once, at the subtotal', () => {
    const lines = [{ price: 106 }, { price: 106 }, { price: 106 }];
    const order = shopOrder({ lines, rates: [CITY], roundsAtSubtotal: true });
    const invoice = documentFor(order, 'invoice', computed());
    expect(invoice.total).toBe(318 + 26);
    expect(linesOf(invoice)).toHaveLength(3);
  });

  it('is none for an exempt customer: the 0 % item, and no taxed line', () => {
    const order = shopOrder({ lines: [{ price: 1680 }], rates: [] });
    const invoice = documentFor(order, 'invoice', computed());
    expect(amountsOf(invoice)).toEqual(['16.80 Non']);
    expect(invoice.fields['CustomerSalesTaxCodeRef']).toBeUndefined();
    expect(invoice.dependsOn).toContain(
      documentsFor(order, computed()).find(({ source }) => source.id === 'Web No Tax')?.postingId,
    );
  });

  it('leaves no tax reference where sales tax is off in the file', () => {
    const off = { ...computed(), company: { ...company, facts: { salesTax: null } } };
    const invoice = documentFor(sold, 'invoice', off);
    expect(Object.keys(invoice.fields)).not.toContain('ItemSalesTaxRef');
    expect(Object.keys(invoice.fields)).not.toContain('CustomerSalesTaxCodeRef');
    expect(amountsOf(invoice)).toEqual(['16.80', '10.00', '4.90', '1.79']);
  });

  it('is taken back with a refund by the same arithmetic', () => {
    const refund = parseRefund({
      id: 9,
      date_created_gmt: '2026-05-06T10:00:00',
      amount: '18.19',
      reason: '',
      line_items: [
        {
          id: 31,
          name: 'T-Shirt',
          product_id: 11,
          quantity: -1,
          tax_class: '',
          subtotal: '-16.80',
          subtotal_tax: '-1.39',
          total: '-16.80',
          total_tax: '-1.39',
          taxes: [{ id: 1, total: '-1.386', subtotal: '-1.386' }],
          sku: 'TS-001',
          meta_data: [],
        },
      ],
      tax_lines: [
        {
          id: 32,
          rate_id: 1,
          rate_code: CITY.code,
          label: CITY.code,
          compound: false,
          tax_total: '-1.39',
          shipping_tax_total: '0.00',
        },
      ],
      shipping_lines: [],
      fee_lines: [],
      meta_data: [],
    });
    const memo = documentFor(sold, 'credit-memo', { ...computed(), refunds: [refund] });
    expect(memo.hold).toBeNull();
    expect(amountsOf(memo)).toEqual(['16.80 Tax']);
    expect(memo.fields['ItemSalesTaxRef']).toEqual({ ListID: 'ITM-City-Tax' });
    expect(memo.total).toBe(1819);
  });
});

/** What QuickBooks will make of lines and head. */
const printedTotal = (document: PlannedDocument): number => {
  const taxed = linesOf(document)
    .filter((line) => textAt(line, 'SalesTaxCodeRef', 'ListID') === 'TAX-Tax')
    .map((line) => parseCents(textAt(line, 'Amount') ?? '') ?? ZERO);
  const head = textAt(requestFields(document.fields), 'ItemSalesTaxRef', 'ListID');
  const rates = company.items.find(({ listId }) => listId === head)?.taxRates ?? [];
  return sumOfLines(document) + quickBooksTax(add(ZERO, ...taxed), rates);
};

describe('tax that QuickBooks cannot compute', () => {
  const twoRates = shopOrder({
    lines: [
      { price: 1000, rates: [CITY] },
      { price: 1000, rates: [COUNTY] },
    ],
    rates: [CITY, COUNTY],
  });

  it.each<[string, ReturnType<typeof shopOrder>, Given, string]>([
    ['because no item is named', sold, computed({ taxItems: {} }), 'TAX_ITEM_NEEDED taxItems'],
    [
      'because the item named is not there',
      sold,
      computed({ taxItems: { '1': 'Nowhere' } }),
      'TAX_ITEM_UNKNOWN taxItems',
    ],
    [
      'because the item named is no tax',
      sold,
      computed({ taxItems: { '1': 'TS-001' } }),
      'TAX_ITEM_UNKNOWN taxItems',
    ],
    ['because its lines are taxed apart', twoRates, computed(), 'TAX_NOT_COMPUTABLE taxFallback'],
    [
      'because the item has another rate',
      sold,
      computed({ taxItems: { '1': 'Bayshore' } }),
      'TAX_DIFFERS taxFallback',
    ],
  ])('holds the order %s', (_, order, given, expected) => {
    expect(holdOf(documentFor(order, 'invoice', given))).toBe(expected);
  });

  it('says both amounts', () => {
    const given = computed({ taxItems: { '1': 'Bayshore' } });
    expect(documentFor(sold, 'invoice', given).hold?.detail).toBe(
      "The shop's tax is 1.79, QuickBooks would compute 1.90.",
    );
  });

  it('stands as lines by rule', () => {
    const invoice = documentFor(twoRates, 'invoice', computed({ taxFallback: 'line' }));
    expect(invoice.hold).toBeNull();
    expect(amountsOf(invoice)).toEqual(['10.00 Non', '10.00 Non', '0.83 Non', '0.05 Non']);
    expect(invoice.fields['CustomerSalesTaxCodeRef']).toBeUndefined();
  });

  it('makes the shop right to the cent whatever was sold, or is held with the reason', () => {
    const money = fc.integer({ min: 0, max: 100_000 });
    const order = fc.record({
      lines: fc.array(fc.record({ price: money, isTaxed: fc.boolean(), share: fc.nat(1_000) }), {
        minLength: 1,
        maxLength: 12,
      }),
      shipping: fc.array(money, { maxLength: 2 }),
      rates: fc.constantFrom([CITY], [CITY, COUNTY], [GST, QST]),
      roundsAtSubtotal: fc.boolean(),
    });
    fc.assert(
      fc.property(order, ({ lines, shipping, rates, roundsAtSubtotal }) => {
        const given = shopOrder({
          lines: lines.map(({ price, isTaxed, share }) => ({
            price,
            off: Math.floor((price * share) / 1_000),
            ...(isTaxed ? {} : { rates: [] }),
          })),
          shipping: shipping.map((price) => ({ name: 'Parcel', price })),
          rates,
          roundsAtSubtotal,
        });
        const invoice = documentsFor(given, computed()).find(({ kind }) => kind === 'invoice');
        fc.pre(invoice !== undefined);
        expect(invoice.hold?.code ?? printedTotal(invoice)).toBe(
          invoice.hold ? 'TAX_DIFFERS' : invoice.total,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('the item of a tax line', () => {
  const order = shopOrder({ lines: [{ price: 2000 }], rates: [CITY, COUNTY] });
  const itemsOf = (given: Given) =>
    linesOf(documentFor(order, 'invoice', given)).map((line) => textAt(line, 'ItemRef', 'ListID'));

  it('is the one that the rules name for its rate, so that each agency has its own', () => {
    const items = [...company.items, taxItem('County Tax', '0.5')];
    const rules = { taxItems: { '1': 'City Tax', 'US-CA-COUNTY-2': 'county tax' } };
    expect(itemsOf({ company: { items }, rules }).slice(1)).toEqual([
      'ITM-City-Tax',
      'ITM-County-Tax',
    ]);
  });

  it('is an other-charge item where the tax goes to an account', () => {
    const items = [...company.items, item('City tax due', 'ItemOtherCharge')];
    const rules = { taxMode: 'other-charge' as const, taxItems: { '1': 'City tax due' } };
    expect(itemsOf({ company: { items }, rules })[1]).toBe('ITM-City-tax-due');
  });

  it('is never a group', () => {
    const given = { company, rules: { taxItems: { '1': 'Bayshore' } } };
    expect(holdOf(documentFor(order, 'invoice', given))).toBe('TAX_ITEM_UNKNOWN taxItems');
  });
});

describe('the decimals of a shop', () => {
  it('are those of its own strings: none in yen, six where somebody set six', () => {
    const yen = shopOrder({ lines: [{ price: 238_000 }], decimals: 0, with: { currency: 'JPY' } });
    const rules = { homeCurrency: 'JPY' };
    expect(documentFor(yen, 'invoice', { company, rules }).total).toBe(238_000);
    const six = shopOrder({ lines: [{ price: 1680 }], rates: [CITY], decimals: 6 });
    expect(documentFor(six, 'invoice', { company }).total).toBe(1680 + 139);
  });

  it('that were none when the order was made leave a difference for the rounding line', () => {
    const order = shopOrder({ lines: [{ price: 5997 }], with: { total: '60.00' } });
    expect(amountsOf(documentFor(order, 'invoice', { company }))).toEqual([
      '59.97 Non',
      '0.03 Non',
    ]);
  });

  it('hold an order that needs a third', () => {
    const order = shopOrder({ lines: [{ price: 5997 }], with: { total: '59.975' } });
    expect(holdOf(documentFor(order, 'invoice', { company }))).toBe('AMOUNT_TOO_FINE -');
  });
});
