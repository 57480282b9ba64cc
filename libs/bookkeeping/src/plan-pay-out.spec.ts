import { rulesSchema, type Rules } from '@ml-connector/connections';
import type { Order } from '@ml-connector/woocommerce';
import { cents } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import type { BooksContext } from './books-context.js';
import { holdReason } from './hold-reasons.js';
import { planPayOut } from './plan-pay-out.js';
import type { PlannedDocument } from './planned-document.js';

const ACCOUNTS = [
  {
    listId: 'A-1',
    fullName: 'Undeposited Funds',
    name: 'Undeposited Funds',
    type: 'OtherCurrentAsset',
  },
  { listId: 'A-2', fullName: 'Checking', name: 'Checking', type: 'Bank' },
  { listId: 'A-3', fullName: 'Stripe', name: 'Stripe', type: 'Bank' },
];

const books = (changes: Partial<Rules> = {}): BooksContext =>
  ({
    connectionId: 'c-1',
    rules: { ...rulesSchema.parse({ goLive: '2026-01-01T00:00:00Z' }), ...changes },
    shop: { currency: 'EUR' },
    company: { accounts: ACCOUNTS, paymentMethods: [] },
  }) as unknown as BooksContext;

const memo = {
  postingId: 'crm-1',
  kind: 'credit-memo',
  source: { type: 'refund', id: '9', number: '7-R9' },
  orderId: 7,
  refNumber: '7-R9',
  total: cents(500),
  currency: 'EUR',
  fields: { TxnDate: '2026-11-24' },
  hold: null,
} as unknown as PlannedDocument;
const customer = { postingId: 'cus-1' } as unknown as PlannedDocument;
const order = {
  id: 7,
  number: '7',
  status: 'processing',
  paidAt: '2026-11-23T00:00:00.000Z',
  paymentMethod: 'stripe',
  paymentMethodTitle: 'Card',
  currency: 'EUR',
} as unknown as Order;

const plan = (
  changes: Partial<Rules> = {},
  { of = order, for: credit = memo }: { of?: Order; for?: PlannedDocument } = {},
) => planPayOut(of, { memo: credit, customer }, books(changes));
const refunds = (changes: Partial<Rules['refunds']>): Pick<Rules, 'refunds'> => ({
  refunds: {
    payOut: 'credit-card',
    account: null,
    amountOnly: 'hold',
    restock: 'always',
    ...changes,
  },
});

describe('the money of a refund', () => {
  it('leaves as a credit card refund of the whole credit memo, from where the money went', () => {
    const [payOut] = plan();
    expect(payOut).toMatchObject({
      kind: 'refund-payment',
      object: 'ARRefundCreditCard',
      total: 500,
      dependsOn: ['cus-1', 'crm-1'],
      fields: {
        RefundFromAccountRef: { ListID: 'A-1' },
        TxnDate: '2026-11-24',
        RefundAppliedToTxnAdd: {
          TxnID: { $posting: 'crm-1', $take: 'TxnID' },
          RefundAmount: '5.00',
        },
      },
    });
  });

  it("leaves from the payment method's account, or the one for refunds", () => {
    const [own] = plan({ paymentAccounts: { stripe: 'stripe' } });
    expect(own?.fields['RefundFromAccountRef']).toEqual({ ListID: 'A-3' });
    const [named] = plan(refunds({ account: 'Checking' }));
    expect(named?.fields['RefundFromAccountRef']).toEqual({ ListID: 'A-2' });
  });

  it('leaves as a check, which needs a bank account', () => {
    const [check] = plan(refunds({ payOut: 'check', account: 'Checking' }));
    expect(check).toMatchObject({
      object: 'Check',
      refNumber: null,
      fields: {
        AccountRef: { ListID: 'A-2' },
        ApplyCheckToTxnAdd: { Amount: '5.00' },
      },
    });
    const [unnamed] = plan(refunds({ payOut: 'check' }));
    expect(unnamed?.hold).toMatchObject({ code: 'ACCOUNT_NEEDED', setting: 'refunds.account' });
    const [wrong] = plan(refunds({ payOut: 'check', account: 'Undeposited Funds' }));
    expect(wrong?.hold).toMatchObject({ code: 'ACCOUNT_UNKNOWN' });
  });

  it.each([
    ['by rule', refunds({ payOut: 'none' }), {}],
    ['of a sales order', { document: 'sales-order' } as const, {}],
    ['of nothing', {}, { for: { ...memo, total: cents(0) } }],
  ])('stays %s', (_, changes, what) => {
    expect(plan(changes, what)).toEqual([]);
  });

  it('waits with a credit memo that cannot be made', () => {
    const hold = holdReason('REFUND_NEEDS_REVIEW', '');
    const [payOut] = plan({}, { for: { ...memo, hold } });
    expect(payOut).toMatchObject({ hold: { code: 'REFUND_NEEDS_REVIEW' }, follows: 'crm-1' });
  });
});
