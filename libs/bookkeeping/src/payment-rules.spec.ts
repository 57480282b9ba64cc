import type { RulesInput } from '@ml-connector/connections';
import { textAt } from '@ml-connector/qbxml';
import type { Order } from '@ml-connector/woocommerce';
import { describe, expect, it } from 'vitest';
import { rulesFor } from './documents-to-plan.js';
import type { PlannedDocument } from './planned-document.js';
import { documentsFor, holdOf } from './planned-documents.features.js';
import { requestFields } from './preview-order.js';
import { account, item, sampleBooks } from './sample-company.features.js';
import { meta, shopOrder } from './shop-order.features.js';

const ACCOUNTS = [
  account('Checking', 'Bank'),
  account('Stripe Clearing', 'Bank'),
  account('Accounts Receivable', 'AccountsReceivable'),
  account('Undeposited Funds', 'OtherCurrentAsset'),
  account('Sales Tax Payable', 'OtherCurrentLiability'),
  account('Sales', 'Income'),
];
const COMPANY = {
  items: [item('TS-001'), item('Gift cards', 'ItemOtherCharge')],
  accounts: ACCOUNTS,
};

const sold = (changes: Readonly<Record<string, unknown>> = {}): Order =>
  shopOrder({
    lines: [{ price: 1_000 }],
    with: { payment_method: 'stripe', payment_method_title: 'Card', ...changes },
  });
/** As mapping decides it: the payment method may say what an order becomes. */
const documents = (order: Order, rules: Partial<RulesInput>): readonly PlannedDocument[] => {
  const { document } = rulesFor(sampleBooks(rules).rules, new Map(), {
    connectionId: 'c-1',
    orderId: order.id,
    paymentMethod: order.paymentMethod,
  });
  return documentsFor(order, { rules: { ...rules, document }, company: COMPANY });
};
const kinds = (order: Order, rules: Partial<RulesInput>): readonly string[] =>
  documents(order, rules)
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'customer' && kind !== 'item');
const fieldOf = (
  kind: PlannedDocument['kind'],
  path: readonly string[],
  [order, rules]: readonly [Order, Partial<RulesInput>],
): string | undefined => {
  const found = documents(order, rules).find((one) => one.kind === kind);
  return textAt(requestFields(found?.fields ?? {}), ...path);
};

describe('what an order becomes by its payment method', () => {
  const rules = { paymentDocuments: { pos: 'sales-receipt', quote: 'sales-order' } } as const;

  it.each([
    ['stripe', ['invoice', 'payment']],
    ['pos', ['sales-receipt']],
    ['quote', ['sales-order']],
    ['constructor', ['invoice', 'payment']],
  ])('%s', (method, expected) => {
    expect(kinds(sold({ payment_method: method }), rules)).toEqual(expected);
  });
});

describe('the account that the money goes to', () => {
  const at = (order: Order, rules: Partial<RulesInput>) =>
    fieldOf('payment', ['DepositToAccountRef', 'ListID'], [order, rules]);
  const clearing = { paymentAccounts: { stripe: 'stripe clearing' } };

  it("is QuickBooks' own, the one for deposits, or the gateway's clearing account", () => {
    expect(at(sold(), {})).toBeUndefined();
    expect(at(sold(), { accounts: { deposit: 'Checking' } })).toBe('ACC-Checking');
    expect(at(sold(), { ...clearing, accounts: { deposit: 'Checking' } })).toBe(
      'ACC-Stripe-Clearing',
    );
    expect(at(sold({ payment_method: 'paypal' }), clearing)).toBeUndefined();
  });

  it('is that of a sales receipt, too', () => {
    const rules = { ...clearing, document: 'sales-receipt' } as const;
    const path = ['DepositToAccountRef', 'ListID'];
    expect(fieldOf('sales-receipt', path, [sold(), rules])).toBe('ACC-Stripe-Clearing');
  });

  it('holds the payment, and only that, where the company file does not have it', () => {
    const all = documents(sold(), { paymentAccounts: { stripe: 'Nowhere' } });
    expect(all.flatMap((one) => (one.hold ? [`${one.kind} ${holdOf(one)}`] : []))).toEqual([
      'payment ACCOUNT_UNKNOWN paymentAccounts.stripe',
    ]);
  });
});

describe('the name of the payment method', () => {
  it("is the shop's own, or what the rules make of it, where the company file has it", () => {
    const at = (order: Order, rules: Partial<RulesInput> = {}) =>
      fieldOf('payment', ['PaymentMethodRef', 'ListID'], [order, rules]);
    expect(at(sold({ payment_method_title: 'Cash on delivery' }))).toBe('PAY-Cash');
    expect(at(sold(), { paymentMethods: { stripe: 'cash on DELIVERY' } })).toBe('PAY-Cash');
    expect(at(sold())).toBeUndefined();
  });
});

describe('the days that documents bear', () => {
  /** Ordered in the evening of the 5th in New York, which is the 6th in Berlin. */
  const order = sold({
    date_created_gmt: '2026-05-05T22:30:00',
    date_paid_gmt: '2026-05-07T22:30:00',
    date_completed_gmt: '2026-05-09T22:30:00',
  });
  const days = (of: Order, dates: RulesInput['dates']) => [
    fieldOf('invoice', ['TxnDate'], [of, { dates }]),
    fieldOf('payment', ['TxnDate'], [of, { dates }]),
  ];

  it.each([
    [undefined, '2026-05-06', '2026-05-08'],
    [{ sale: 'paid', payment: 'created' }, '2026-05-08', '2026-05-06'],
    [{ sale: 'completed', payment: 'completed' }, '2026-05-10', '2026-05-10'],
  ] as const)("are those of the rules, in the shop's zone: %j", (dates, sale, payment) => {
    expect(days(order, dates)).toEqual([sale, payment]);
  });

  it('are the day it was ordered where the shop tells no other', () => {
    const untold = sold({ date_paid_gmt: null, status: 'completed' });
    expect(days(untold, { sale: 'completed', payment: 'paid' })).toEqual([
      '2026-05-05',
      '2026-05-05',
    ]);
  });
});

describe('what was paid before the order', () => {
  it('is a line of its own, and the payment is the rest', () => {
    const order = sold({ total: '7.50', meta_data: meta({ _gift_card: '2.50' }) });
    const rules = { metaLines: [{ key: '_gift_card', item: 'Gift cards', text: 'Gift card' }] };
    expect(fieldOf('payment', ['TotalAmount'], [order, rules])).toBe('7.50');
    expect(documents(order, rules).every(({ hold }) => hold === null)).toBe(true);
  });
});

describe('fields from meta data', () => {
  it('are filled by rule, and a change of them afterwards is no change of the sale', () => {
    const rules = { fields: { other: '{meta:_gift_note|none}', poNumber: '{meta:_po}' } };
    const order = sold({ meta_data: meta({ _gift_note: 'Happy &amp; birthday', _po: 'PO-7' }) });
    expect(fieldOf('invoice', ['Other'], [order, rules])).toBe('Happy & birthday');
    expect(fieldOf('invoice', ['PONumber'], [order, rules])).toBe('PO-7');
    expect(fieldOf('invoice', ['Other'], [sold(), rules])).toBe('none');
  });
});
