import type { Order, Refund } from '@ml-connector/woocommerce';
import type { RulesInput } from '@ml-connector/connections';
import { textAt, textsAt, nodesAt } from '@ml-connector/qbxml';
import { describe, expect, it } from 'vitest';
import { capturedOrders } from './captured-orders.features.js';
import { decideDocuments, type OrderDecision } from './decide-documents.js';
import { chooseCustomer, planCustomer } from './plan-customer.js';
import type { PlannedDocument } from './planned-document.js';
import { requestFields } from './preview-order.js';
import { account, item, type SampleCompany, sampleBooks } from './sample-company.features.js';
import { profileOfOrder } from './shopper-profile.js';

const captured = (id: number) => {
  const found = capturedOrders().find(({ order }) => order.id === id);
  if (!found) throw new Error(`There is no order ${id}.`);
  return found;
};
const shirt = item('TS-001');
const mug = item('Mug without SKU');

interface Given {
  readonly rules?: Partial<RulesInput>;
  readonly company?: SampleCompany;
  readonly refunds?: readonly Refund[];
}

const decide = (
  order: Order,
  { rules = {}, company = {}, refunds = [] }: Given = {},
): OrderDecision => {
  const books = sampleBooks(rules, { items: [shirt, mug], ...company });
  const buyer = { sourceId: 'guest-1', code: 'abc123' };
  const profile = profileOfOrder(order);
  const choice = chooseCustomer(books, { buyer, profile, names: ['Erika'], claims: () => null });
  return decideDocuments(
    { order, refunds },
    planCustomer(books, buyer, { profile, choice }),
    books,
  );
};
const documents = (order: Order, given: Given = {}): readonly PlannedDocument[] => {
  const decision = decide(order, given);
  return decision.outcome === 'documents' ? decision.documents : [];
};
const one = (order: Order, kind: PlannedDocument['kind'], given: Given = {}): PlannedDocument => {
  const found = documents(order, given).find((document) => document.kind === kind);
  if (!found) throw new Error(`There is no ${kind}.`);
  return found;
};
const holdOf = (order: Order, given: Given = {}) => {
  const { hold } = one(order, 'invoice', given);
  return hold && `${hold.code} ${hold.setting ?? '-'}`;
};
const linesOf = (document: PlannedDocument) =>
  nodesAt(requestFields(document.fields), `${document.object}LineAdd`);

/** A guest buys a T-shirt of 16.80 with 3.19 tax, and has it sent for 4.90 with 0.93 tax. */
const order = captured(45).order;

describe('a sale', () => {
  it('holds products, shipping and one tax line per rate, all with the non-taxable code', () => {
    const invoice = one(order, 'invoice');
    expect(linesOf(invoice).map((line) => textAt(line, 'Amount'))).toEqual([
      '16.80',
      '4.90',
      '4.12',
    ]);
    expect(linesOf(invoice).map((line) => textAt(line, 'SalesTaxCodeRef', 'ListID'))).toEqual([
      'TAX-Non',
      'TAX-Non',
      'TAX-Non',
    ]);
    expect(invoice.fields['ItemSalesTaxRef']).toMatchObject({ ListID: { $take: 'ListID' } });
    expect(invoice.total).toBe(2582);
  });

  it('never gives a rate: QuickBooks would multiply for itself', () => {
    expect(linesOf(one(order, 'invoice')).flatMap((line) => textsAt(line, 'Rate'))).toEqual([]);
  });

  it('has no tax references where sales tax is off, and an other-charge line for the tax', () => {
    const given = { company: { facts: { salesTax: null } } };
    const invoice = one(order, 'invoice', given);
    expect(invoice.fields['ItemSalesTaxRef']).toBeUndefined();
    expect(linesOf(invoice).flatMap((line) => nodesAt(line, 'SalesTaxCodeRef'))).toEqual([]);
    const tax = documents(order, given).find(({ source }) => source.id === 'Web Sales Tax');
    expect(tax).toMatchObject({
      object: 'ItemOtherCharge',
      fields: { SalesOrPurchase: { AccountRef: { ListID: 'ACC-Sales-Tax-Payable' } } },
    });
  });

  it.each([
    ['the file has no agency', { company: { facts: { taxAgencies: [] } } }],
    ['the rules say so', { rules: { taxMode: 'other-charge' as const } }],
  ])('keeps the non-taxable code on its lines where %s: its items may be taxable', (_, given) => {
    const invoice = one(order, 'invoice', given);
    expect(invoice.fields['ItemSalesTaxRef']).toBeUndefined();
    expect(linesOf(invoice)).toHaveLength(3);
    for (const line of linesOf(invoice))
      expect(textAt(line, 'SalesTaxCodeRef', 'ListID')).toBe('TAX-Non');
  });

  it('is dated by the day in the shop, numbered by the order, and marked', () => {
    const late = { ...order, createdAt: '2026-03-01T23:30:00.000Z', number: '1001' };
    const { fields, postingId, refNumber } = one(late, 'invoice', {
      rules: { numberPrefix: 'W-' },
    });
    expect(fields).toMatchObject({
      TxnDate: '2026-03-02',
      RefNumber: 'W-1001',
      Memo: `Order 1001 [ml:${postingId}]`,
    });
    expect(refNumber).toBe('W-1001');
  });

  it('keeps the end of a number that is too long, and the whole in the memo', () => {
    const long = { ...order, number: 'SHOP-2026-000123' };
    expect(one(long, 'invoice').fields).toMatchObject({
      RefNumber: '2026-000123',
      Memo: expect.stringContaining('Order SHOP-2026-000123 '),
    });
  });

  it('is a sales receipt with its payment method by rule', () => {
    const given = {
      rules: { document: 'sales-receipt' as const, accounts: { deposit: 'Checking' } },
    };
    const cod = { ...order, paymentMethodTitle: 'Cash on delivery' };
    expect(documents(cod, given).map(({ kind }) => kind)).not.toContain('payment');
    expect(one(cod, 'sales-receipt', given).fields).toMatchObject({
      PaymentMethodRef: { ListID: 'PAY-Cash' },
      DepositToAccountRef: { ListID: 'ACC-Checking' },
    });
  });

  it('is a sales order by rule, without a payment', () => {
    const given = { rules: { document: 'sales-order' as const } };
    expect(documents(order, given).map(({ kind }) => kind)).not.toContain('payment');
    expect(linesOf(one(order, 'sales-order', given))).toHaveLength(3);
  });

  it('puts a difference within the limit on a rounding line', () => {
    const off = { ...order, total: '25.85' } as Order;
    const invoice = one(off, 'invoice');
    expect(linesOf(invoice).map((line) => textAt(line, 'Amount'))).toContain('0.03');
    expect(invoice.total).toBe(2585);
  });

  it('writes a line that somebody made dearer at what was paid, without a discount', () => {
    const [line] = order.lineItems;
    if (!line) throw new Error('There is no line.');
    const total = '20.00' as typeof line.total;
    const dear: Order = {
      ...order,
      total: '29.02' as Order['total'],
      lineItems: [{ ...line, total }],
    };
    expect(linesOf(one(dear, 'invoice')).map((made) => textAt(made, 'Amount'))).toEqual([
      '20.00',
      '4.90',
      '4.12',
    ]);
  });
});

describe('a sale is held', () => {
  const account0 = (...names: readonly string[]) => ({
    company: { accounts: names.map((name) => account(name, 'Income')) },
  });

  it.each<[string, Order, Given, string]>([
    [
      'whose parts miss the total',
      { ...order, total: '30.00' } as Order,
      {},
      'TOTAL_DIFFERS roundingLimit',
    ],
    ['with a third decimal', { ...order, total: '25.825' } as Order, {}, 'AMOUNT_TOO_FINE -'],
    ['with a negative total', { ...order, total: '-1.00' } as Order, {}, 'AMOUNT_NEGATIVE -'],
    ['in another currency', { ...order, currency: 'USD' }, {}, 'CURRENCY_NOT_HOME homeCurrency'],
    ['with an unknown product', order, { company: { items: [] } }, 'UNKNOWN_PRODUCT items'],
    [
      'by a rule that names no item',
      order,
      { rules: { items: { 'TS-001': 'Shirt' } } },
      'ITEM_RULE_UNKNOWN items',
    ],
    [
      'without a catch-all item',
      order,
      { company: { items: [] }, rules: { unknownProduct: 'catch-all' } },
      'CATCH_ALL_UNKNOWN catchAllItem',
    ],
    [
      'where two items fit',
      order,
      { company: { items: [shirt, { ...shirt, listId: 'ITM-x', fullName: 'A:TS-001' }] } },
      'PRODUCT_AMBIGUOUS items',
    ],
    [
      'without an account for shipping',
      order,
      account0('Sales'),
      'ACCOUNT_NEEDED accounts.shipping',
    ],
    [
      'with two accounts for shipping',
      order,
      account0('Shipping', 'Freight'),
      'ACCOUNT_NEEDED accounts.shipping',
    ],
    [
      'with a wrong account in the rules',
      order,
      { rules: { accounts: { shipping: 'Ships' } } },
      'ACCOUNT_UNKNOWN accounts.shipping',
    ],
    [
      'with several tax agencies',
      order,
      {
        company: {
          facts: {
            taxAgencies: [
              { listId: 'a', name: 'A' },
              { listId: 'b', name: 'B' },
            ],
          },
        },
      },
      'TAX_AGENCY_NEEDED taxAgency',
    ],
    [
      'with a wrong tax agency',
      order,
      { rules: { taxAgency: 'Nobody' } },
      'TAX_AGENCY_UNKNOWN taxAgency',
    ],
    [
      'where an item of ours has another type',
      order,
      { company: { items: [shirt, item('Web Shipping', 'ItemDiscount')] } },
      'ITEM_NAME_TAKEN -',
    ],
    [
      'before the lists are read',
      order,
      { company: { facts: { isRead: false } } },
      'COMPANY_NOT_READ -',
    ],
    [
      'whose customer has no free name',
      order,
      { company: { items: [shirt], vendors: ['Erika'] } },
      'CUSTOMER_NAME_TAKEN -',
    ],
    [
      'with a wrong receivable account',
      order,
      { rules: { accounts: { receivable: 'Sales' } } },
      'ACCOUNT_UNKNOWN accounts.receivable',
    ],
  ])('%s', (_, given, by, expected) => {
    expect(holdOf(given, by)).toBe(expected);
  });

  it('with a sentence that holds no customer data', () => {
    const { hold } = one({ ...order, total: '30.00' } as Order, 'invoice');
    expect(hold?.detail).toBe('Parts 25.82, total 30.00, difference 4.18.');
  });
});

describe('a product', () => {
  it('is found by the table first, then by SKU, then by name', () => {
    const items = [shirt, item('T-Shirt'), item('Clothes:Shirt')];
    const itemOf = (given: Given) =>
      textAt(linesOf(one(order, 'invoice', given))[0] ?? {}, 'ItemRef', 'ListID');
    const rules = { items: { 'TS-001': 'clothes:shirt' } };
    expect(itemOf({ company: { items }, rules })).toBe('ITM-Clothes-Shirt');
    expect(itemOf({ company: { items } })).toBe('ITM-TS-001');
    expect(itemOf({ company: { items: items.slice(1) } })).toBe('ITM-T-Shirt');
  });

  it('is made by rule, once, with an income account that exists', () => {
    const given: Given = { company: { items: [] }, rules: { unknownProduct: 'create' } };
    const made = documents(order, given).find(({ object }) => object === 'ItemNonInventory');
    expect(made?.fields).toMatchObject({
      Name: 'TS-001',
      SalesOrPurchase: { AccountRef: { ListID: 'ACC-Sales' } },
    });
    const invoice = one(order, 'invoice', given);
    expect(invoice.dependsOn).toContain(made?.postingId);
    expect(invoice.hold).toBeNull();
  });

  it('goes to the catch-all item by rule', () => {
    const given: Given = {
      company: { items: [item('Misc')] },
      rules: { unknownProduct: 'catch-all', catchAllItem: 'misc' },
    };
    expect(textAt(linesOf(one(order, 'invoice', given))[0] ?? {}, 'ItemRef', 'ListID')).toBe(
      'ITM-Misc',
    );
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'of the SKU %s is no rule that objects inherit',
    (sku) => {
      const [line] = order.lineItems;
      if (!line) throw new Error('There is no line.');
      expect(holdOf({ ...order, lineItems: [{ ...line, sku, name: sku }] })).toBe(
        'UNKNOWN_PRODUCT items',
      );
    },
  );
});

describe('the items of the product', () => {
  it('are taken from the company file where they are there', () => {
    const items = [
      shirt,
      item('Web Shipping', 'ItemOtherCharge'),
      item('Web No Tax', 'ItemSalesTax'),
    ];
    const adopted = documents(order, { company: { items } }).filter(({ adopt }) => adopt !== null);
    expect(adopted.map(({ adopt }) => adopt?.listId)).toEqual([
      'ITM-Web-Shipping',
      'ITM-Web-No-Tax',
    ]);
  });
});

describe('a payment', () => {
  it('settles the invoice with its total, on the day it was paid, in the account of the rules', () => {
    const paid = { ...order, paidAt: '2026-04-05T12:00:00.000Z' };
    const payment = one(paid, 'payment', { rules: { accounts: { deposit: 'Undeposited Funds' } } });
    const invoice = one(paid, 'invoice');
    expect(payment.dependsOn).toContain(invoice.postingId);
    expect(payment.fields).toMatchObject({
      TxnDate: '2026-04-05',
      TotalAmount: '25.82',
      DepositToAccountRef: { ListID: 'ACC-Undeposited-Funds' },
      AppliedToTxnAdd: {
        TxnID: { $posting: invoice.postingId, $take: 'TxnID' },
        PaymentAmount: '25.82',
      },
    });
  });

  it('is held, not its invoice, where the deposit account is wrong', () => {
    const given = { rules: { accounts: { deposit: 'Nowhere' } } };
    expect(one(order, 'payment', given).hold?.setting).toBe('accounts.deposit');
    expect(one(order, 'invoice', given).hold).toBeNull();
  });
});

describe('an order asks for nothing', () => {
  it.each<[string, Order, OrderDecision]>([
    [
      'before go-live',
      { ...order, createdAt: '2019-12-31T23:59:59.000Z' },
      { outcome: 'nothing', why: 'before-go-live' },
    ],
    [
      'in a status that does not post',
      { ...order, status: 'shipped' },
      { outcome: 'nothing', why: 'status' },
    ],
    [
      'while it waits for its payment',
      { ...order, status: 'on-hold' },
      { outcome: 'nothing', why: 'unpaid' },
    ],
    [
      'refunded without ever having been paid',
      { ...order, status: 'refunded', paidAt: null, refunds: [] },
      { outcome: 'nothing', why: 'status' },
    ],
    ['of zero', captured(40).order, { outcome: 'nothing', why: 'zero-total' }],
  ])('%s', (_, given, expected) => {
    expect(decide(given)).toEqual(expected);
  });

  it.each(['cancelled', 'failed', 'trash'])('any more once it is %s', (status) => {
    expect(decide({ ...order, status }).outcome).toBe('withdraw');
  });
});

describe('a refund', () => {
  const { order: sold, refunds } = captured(49);

  it('by lines is a credit memo after its sale', () => {
    const memo = one(sold, 'credit-memo', { refunds });
    expect(linesOf(memo).map((line) => [textAt(line, 'Quantity'), textAt(line, 'Amount')])).toEqual(
      [
        ['1', '16.80'],
        [undefined, '3.19'],
      ],
    );
    expect(memo).toMatchObject({ total: 1999, refNumber: '49-R50', hold: null });
    expect(memo.dependsOn).toContain(one(sold, 'invoice').postingId);
  });

  it('whose lines miss its amount needs a review', () => {
    const off = refunds.map((refund) => ({ ...refund, amount: '25.00' }) as Refund);
    expect(one(sold, 'credit-memo', { refunds: off }).hold?.code).toBe('REFUND_NEEDS_REVIEW');
    expect(one(sold, 'invoice', { refunds: off }).hold).toBeNull();
  });

  it('of the whole order without lines is the sale itself', () => {
    const whole = captured(56);
    const memo = one(whole.order, 'credit-memo', { refunds: whole.refunds });
    expect(linesOf(memo)).toHaveLength(3);
    expect(memo.total).toBe(2582);
  });

  it('of the whole amount beside another refund needs a review', () => {
    const whole = captured(56);
    const summaries = [...whole.order.refunds, ...whole.order.refunds];
    const twice = { ...whole.order, refunds: summaries };
    expect(one(twice, 'credit-memo', { refunds: whole.refunds }).hold?.code).toBe(
      'REFUND_NEEDS_REVIEW',
    );
  });
});
