import type { RulesInput } from '@ml-connector/connections';
import { textAt } from '@ml-connector/qbxml';
import type { Order, Refund } from '@ml-connector/woocommerce';
import { describe, expect, it } from 'vitest';
import type { PlannedDocument } from './planned-document.js';
import { documentsFor, linesOf, sumOfLines } from './planned-documents.features.js';
import { requestFields, requestText } from './preview-order.js';
import { item } from './sample-company.features.js';
import { shopOrder } from './shop-order.features.js';
import { shopRefund, type ShopRefund } from './shop-refund.features.js';

const VAT = { id: 1, code: 'VAT', percent: 20 };
const COMPANY = { items: [item('TS-001', 'ItemInventory'), item('MUG')] };
const PAID = '2026-05-05T10:00:00';

/** Two shirts at 10.00, a mug at 5.00, post at 4.00, 20 % on everything: 34.80. */
const sold = (changes: Readonly<Record<string, unknown>> = {}): Order =>
  shopOrder({
    lines: [
      { sku: 'TS-001', quantity: 2, price: 2_000, meta: { _restock_refunded_items: '1' } },
      { sku: 'MUG', name: 'Mug', price: 500 },
    ],
    shipping: [{ name: 'Parcel', price: 400 }],
    rates: [VAT],
    with: changes,
  });
const unpaid = (changes: Readonly<Record<string, unknown>> = {}): Order =>
  sold({ date_paid_gmt: null, ...changes });

const documents = (
  order: Order,
  refunds: readonly ShopRefund[],
  rules: Partial<RulesInput> = {},
): readonly PlannedDocument[] => {
  const made: readonly Refund[] = refunds.map((one, index) =>
    shopRefund(order, { id: 90 + index, rate: VAT, ...one }),
  );
  const summaries = made.map(({ id, amount }) => ({ id, reason: '', total: amount }));
  return documentsFor({ ...order, refunds: summaries }, { rules, company: COMPANY, refunds: made });
};
const memosOf = (...given: Parameters<typeof documents>): readonly PlannedDocument[] =>
  documents(...given).filter(({ kind }) => kind === 'credit-memo');
const picture = (memo: PlannedDocument | undefined): readonly string[] =>
  memo
    ? linesOf(memo).map((line) =>
        [textAt(line, 'Desc'), textAt(line, 'Quantity'), textAt(line, 'Amount')]
          .filter((part) => part !== undefined)
          .join(' '),
      )
    : [];

describe('a refund', () => {
  it('of the shipping alone takes back the shipping and its tax', () => {
    const [memo] = memosOf(sold(), [{ shipping: { net: 400, tax: 80 } }]);
    expect(picture(memo)).toEqual(['Parcel 4.00', 'VAT (20 %) 0.80']);
    expect(memo?.total).toBe(480);
  });

  it('of the tax alone takes back nothing but tax', () => {
    const [memo] = memosOf(sold(), [{ lines: [{ net: 0, tax: 400 }] }]);
    expect([picture(memo), memo?.total]).toEqual([['VAT (20 %) 4.00'], 400]);
  });

  it('of an amount alone is held, or split as the order is, with the rounding shown, by rule', () => {
    const [held] = memosOf(sold(), [{ amount: 1_000 }]);
    expect(held?.hold).toMatchObject({
      code: 'REFUND_NEEDS_REVIEW',
      setting: 'refunds.amountOnly',
    });
    const [split] = memosOf(sold(), [{ amount: 1_001 }], { refunds: { amountOnly: 'split' } });
    expect(picture(split)).toEqual(['T-Shirt 5.75', 'Mug 1.44', 'Parcel 1.15', 'VAT (20 %) 1.67']);
    const [uneven] = memosOf(sold(), [{ amount: 1_000 }], { refunds: { amountOnly: 'split' } });
    expect(picture(uneven)).toEqual([
      'T-Shirt 5.75',
      'Mug 1.44',
      'Parcel 1.15',
      'VAT (20 %) 1.67',
      'Rounding -0.01',
    ]);
    expect([sumOfLines(split ?? unreachable()), sumOfLines(uneven ?? unreachable())]).toEqual([
      1_001, 1_000,
    ]);
  });

  it('beside others has a credit memo and a pay-out of its own, each of its own amount', () => {
    const parts = [
      { lines: [{ quantity: 1, net: 1_000, tax: 200 }] },
      { lines: [{ line: 1, quantity: 1, net: 500, tax: 100 }] },
      { shipping: { net: 400, tax: 80 } },
    ];
    const all = documents(sold(), parts);
    const of = (kind: PlannedDocument['kind']) => all.filter((one) => one.kind === kind);
    expect(of('credit-memo').map(({ total }) => total)).toEqual([1_200, 600, 480]);
    expect(of('refund-payment').map(({ total }) => total)).toEqual([1_200, 600, 480]);
    expect(new Set(of('credit-memo').map(({ refNumber }) => refNumber)).size).toBe(3);
    expect(of('payment').map(({ total }) => total)).toEqual([3_480]);
  });

  it('of more than its line was sold for is what the shop says, to the cent', () => {
    const [memo] = memosOf(sold(), [{ lines: [{ line: 1, quantity: 1, net: 700, tax: 140 }] }]);
    expect([picture(memo), memo?.total]).toEqual([['Mug 1 7.00', 'VAT (20 %) 1.40'], 840]);
  });

  it.each([
    ['always', 'T-Shirt 1 10.00', 'Mug 1 5.00'],
    ['shop', 'T-Shirt 1 10.00', 'Mug 5.00'],
    ['never', 'T-Shirt 10.00', 'Mug 5.00'],
  ] as const)('puts goods back into stock by rule: %s', (restock, shirt, mug) => {
    const parts = [
      {
        lines: [
          { quantity: 1, net: 1_000, tax: 200 },
          { line: 1, quantity: 1, net: 500, tax: 100 },
        ],
      },
    ];
    const [memo] = memosOf(sold(), parts, { refunds: { restock } });
    expect(picture(memo).slice(0, 2)).toEqual([shirt, mug]);
    expect(memo?.total).toBe(1_800);
  });

  it('of one cent, three times, is three times one cent', () => {
    const cent = { lines: [{ net: 1 }] };
    const all = documents(sold(), [cent, cent, cent]);
    const totals = (kind: PlannedDocument['kind']) =>
      all.filter((one) => one.kind === kind).map(({ total }) => total);
    expect([totals('credit-memo'), totals('refund-payment')]).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    const split = memosOf(sold(), [{ amount: 1 }, { amount: 1 }, { amount: 1 }], {
      refunds: { amountOnly: 'split' },
    });
    expect(split.map(({ hold, total }) => [hold, total])).toEqual([
      [null, 1],
      [null, 1],
      [null, 1],
    ]);
    expect(split.map(sumOfLines)).toEqual([1, 1, 1]);
  });
});

describe('a refund of an order that nobody paid', () => {
  const shirt = { lines: [{ quantity: 1, net: 1_000, tax: 200 }] };

  it('is set off against the open invoice, and no money leaves', () => {
    const all = documents(unpaid(), [shirt]);
    const [invoice, memo, use] = ['invoice', 'credit-memo', 'payment'].map((kind) =>
      all.find((one) => one.kind === kind),
    );
    expect(all.map(({ kind }) => kind)).not.toContain('refund-payment');
    expect(use?.total).toBe(0);
    expect(requestFields(use?.fields ?? {})).toMatchObject({
      TotalAmount: '0.00',
      AppliedToTxnAdd: {
        TxnID: invoice?.postingId,
        PaymentAmount: '0.00',
        SetCredit: { CreditTxnID: memo?.postingId, AppliedAmount: '12.00' },
      },
    });
    expect(use?.dependsOn).toEqual(expect.arrayContaining([invoice?.postingId, memo?.postingId]));
  });

  it('takes back the whole of an order that was refunded without ever being paid', () => {
    const all = documents(unpaid({ status: 'refunded' }), [{ amount: 3_480 }]);
    const money = all.filter(({ kind }) => kind === 'payment' || kind === 'refund-payment');
    expect(money.map(({ total }) => total)).toEqual([0]);
    expect(appliedBy(money[0])).toBe('34.80');
  });

  it('lessens the payment that comes afterwards; one after the payment is paid out', () => {
    const late = sold({ date_paid_gmt: '2026-05-07T10:00:00' });
    const all = documents(late, [
      { ...shirt, createdAt: '2026-05-06T10:00:00' },
      { lines: [{ line: 1, quantity: 1, net: 500, tax: 100 }], createdAt: '2026-05-08T10:00:00' },
    ]);
    const totals = all
      .filter(({ kind }) => kind === 'payment' || kind === 'refund-payment')
      .map(({ kind, total }) => `${kind} ${total}`);
    expect(totals).toEqual(['payment 2280', 'refund-payment 600', 'payment 0']);
  });

  it('of everything leaves no payment to make, whatever the shop says later', () => {
    const late = sold({ date_paid_gmt: '2026-05-07T10:00:00' });
    const all = documents(late, [{ amount: 3_480, createdAt: PAID }]);
    expect(all.filter(({ kind }) => kind === 'payment').map(({ total }) => total)).toEqual([0]);
  });

  it('waits with a credit memo that cannot be made', () => {
    const all = documents(unpaid(), [{ amount: 500 }]);
    const use = all.find(({ kind }) => kind === 'payment');
    expect(use).toMatchObject({ hold: { code: 'REFUND_NEEDS_REVIEW' } });
    expect(use?.follows).toBe(all.find(({ kind }) => kind === 'credit-memo')?.postingId);
  });

  it('of a sales receipt is paid out: a receipt is paid', () => {
    const all = documents(unpaid(), [shirt], { document: 'sales-receipt' });
    expect(all.map(({ kind }) => kind)).toContain('refund-payment');
  });
});

describe('an order that ended after it was posted, with the rule for credit memos', () => {
  const ended = (order: Order, refunds: readonly Refund[] = [], before = new Map()) =>
    documentsFor(
      { ...order, status: 'cancelled' },
      { company: COMPANY, refunds, known: { isEnded: true, before } },
    );
  const shown = (all: readonly PlannedDocument[]) =>
    all
      .filter(({ orderId }) => orderId !== null)
      .map(({ kind, refNumber, total }) => `${kind} ${refNumber ?? ''} ${total}`);

  it('is taken back line by line and set off where nobody paid it', () => {
    const all = ended(unpaid());
    expect(shown(all)).toEqual(['invoice 7 3480', 'credit-memo 7-C 3480', 'payment  0']);
    const memo = all.find(({ kind }) => kind === 'credit-memo');
    expect(picture(memo)).toEqual(picture(all.find(({ kind }) => kind === 'invoice')));
    expect(appliedBy(all.at(-1))).toBe('34.80');
  });

  it('keeps its payment, and the credit open, where it was paid', () => {
    expect(shown(ended(sold()))).toEqual([
      'invoice 7 3480',
      'payment  3480',
      'credit-memo 7-C 3480',
    ]);
  });

  it('is taken back by what its refunds left: nothing, or an amount that is held by default', () => {
    const whole = shopRefund(sold(), { amount: 3_480 });
    expect(shown(ended(sold(), [whole])).some((one) => one.includes('7-C'))).toBe(false);
    const part = shopRefund(sold(), { lines: [{ quantity: 1, net: 1_000, tax: 200 }], rate: VAT });
    const rest = ended(sold(), [part]).find(({ refNumber }) => refNumber === '7-C');
    expect([rest?.total, rest?.hold?.code]).toEqual([2_280, 'REFUND_NEEDS_REVIEW']);
  });

  it('is paid, where it comes back, only after the credit let go of the invoice', () => {
    const memo = ended(unpaid()).find(({ kind }) => kind === 'credit-memo')?.postingId ?? '';
    const back = documentsFor(sold(), {
      company: COMPANY,
      known: { before: new Map([[memo, 'basis']]) },
    });
    expect(back.find(({ kind }) => kind === 'payment')?.after).toEqual([memo]);
  });
});

describe('an order that waits for its payment, with the rule for sales orders', () => {
  const rules = { unpaid: { document: 'sales-order' } } as const;
  const waiting = unpaid({ status: 'on-hold' });
  const of = (order: Order, given: Parameters<typeof documentsFor>[1] = {}) =>
    documentsFor(order, { rules, company: COMPANY, ...given });
  const kinds = (all: readonly PlannedDocument[]) =>
    all.filter(({ orderId }) => orderId !== null).map(({ kind }) => kind);

  it('is a sales order, and nothing without the rule, in other statuses or by its payment method', () => {
    expect(kinds(of(waiting))).toEqual(['sales-order']);
    expect(of(waiting, { rules: {} })).toEqual([]);
    expect(of(unpaid({ status: 'pending' }))).toEqual([]);
    const methods = { unpaid: { document: 'sales-order', methods: { cod: 'none' } } } as const;
    expect(of(waiting, { rules: methods })).toEqual([]);
    const only = { unpaid: { methods: { cod: 'sales-order' } } } as const;
    expect(kinds(of(waiting, { rules: only }))).toEqual(['sales-order']);
  });

  it('is taken over by its invoice, whose lines QuickBooks brings', () => {
    const all = of(sold(), { known: { salesOrder: 'open' } });
    expect(kinds(all)).toEqual(['sales-order', 'invoice', 'payment']);
    const [salesOrder, invoice] = ['sales-order', 'invoice'].map((kind) =>
      all.find((one) => one.kind === kind),
    );
    expect(salesOrder?.postingId).toBe(of(waiting).find(({ orderId }) => orderId)?.postingId);
    expect(invoice?.dependsOn).toContain(salesOrder?.postingId);
    expect(picture(salesOrder)).toEqual(picture(invoice));
    const text = requestText('Invoice', requestFields(invoice?.fields ?? {})) ?? '';
    expect(text).toContain(`<LinkToTxnID>${salesOrder?.postingId}</LinkToTxnID>`);
    expect(text).not.toContain('InvoiceLineAdd');
  });

  it('stays as it was taken over', () => {
    const all = of(sold(), { known: { salesOrder: 'invoiced' } });
    expect(all.find(({ kind }) => kind === 'sales-order')?.isKept).toBe(true);
  });

  it('is replaced by a sales receipt, and by nothing that was sold before', () => {
    const receipt = { ...rules, document: 'sales-receipt' } as const;
    const all = of(sold(), { rules: receipt, known: { salesOrder: 'open' } });
    expect(kinds(all)).toEqual(['sales-receipt']);
    const invoice = of(sold()).find(({ kind }) => kind === 'invoice')?.postingId ?? '';
    expect(of(waiting, { known: { before: new Map([[invoice, 'basis']]) } })).toEqual([]);
  });
});

const appliedBy = (use: PlannedDocument | undefined): string | undefined =>
  textAt(requestFields(use?.fields ?? {}), 'AppliedToTxnAdd', 'SetCredit', 'AppliedAmount');

const unreachable = (): never => {
  throw new Error('There is no credit memo.');
};
