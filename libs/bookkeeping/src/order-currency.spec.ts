import type { RulesInput } from '@ml-connector/connections';
import { textAt } from '@ml-connector/qbxml';
import { describe, expect, it } from 'vitest';
import { identifyBuyer } from './identify-buyer.js';
import { customerNames } from './customer-name.js';
import { chooseCustomer } from './plan-customer.js';
import type { PlannedDocument } from './planned-document.js';
import { documentsFor, holdOf } from './planned-documents.features.js';
import { requestFields } from './preview-order.js';
import { account, customer, item, sampleBooks } from './sample-company.features.js';
import { profileOfOrder } from './shopper-profile.js';
import { shopOrder } from './shop-order.features.js';
import { shopRefund } from './shop-refund.features.js';

const DOLLAR = { name: 'US Dollar', receivable: 'Receivables USD' };
const RULES = { currencies: { USD: { ...DOLLAR, deposit: 'USD Bank', exchangeRate: '0.92' } } };
const dollars = (name: string, type: string) => ({ ...account(name, type), currency: 'US Dollar' });
const ACCOUNTS = [
  account('Accounts Receivable', 'AccountsReceivable'),
  dollars('Receivables USD', 'AccountsReceivable'),
  dollars('USD Bank', 'Bank'),
  account('Undeposited Funds', 'OtherCurrentAsset'),
  account('Sales Tax Payable', 'OtherCurrentLiability'),
];
const COMPANY = {
  items: [item('TS-001')],
  accounts: ACCOUNTS,
  facts: { isMultiCurrency: true, homeCurrencyName: 'Euro' },
};
const order = shopOrder({ lines: [{ price: 1_000 }], with: { currency: 'USD' } });
const decide = (rules: Partial<RulesInput> = RULES, facts = COMPANY.facts, accounts = ACCOUNTS) =>
  documentsFor(order, {
    rules,
    company: { ...COMPANY, facts, accounts },
    refunds: [shopRefund(order, { lines: [{ quantity: 1, net: 1_000 }] })],
  });
const at = (all: readonly PlannedDocument[], kind: string, ...path: readonly string[]) =>
  textAt(requestFields(all.find((one) => one.kind === kind)?.fields ?? {}), ...path);

describe('an order in another currency', () => {
  it('posts with its own amounts to the accounts that the rules name', () => {
    const all = decide();
    expect(all.filter(({ hold }) => hold !== null)).toEqual([]);
    const kinds = ['invoice', 'payment', 'credit-memo', 'refund-payment'];
    expect(kinds.map((kind) => at(all, kind, 'ARAccountRef', 'ListID'))).toEqual(
      kinds.map(() => 'ACC-Receivables-USD'),
    );
    expect(kinds.slice(0, 3).map((kind) => at(all, kind, 'ExchangeRate'))).toEqual([
      '0.92',
      '0.92',
      '0.92',
    ]);
    expect(at(all, 'payment', 'TotalAmount')).toBe('10.00');
    expect(at(all, 'payment', 'DepositToAccountRef', 'ListID')).toBe('ACC-USD-Bank');
    expect(at(all, 'refund-payment', 'RefundFromAccountRef', 'ListID')).toBe('ACC-USD-Bank');
  });

  it('leaves rate and deposit to QuickBooks where the rules say nothing of them', () => {
    const all = decide({ currencies: { USD: DOLLAR } });
    expect([
      at(all, 'invoice', 'ExchangeRate'),
      at(all, 'payment', 'DepositToAccountRef', 'ListID'),
    ]).toEqual([undefined, undefined]);
  });

  it.each([
    ['without a rule', {}, {}, 'CURRENCY_NOT_HOME homeCurrency'],
    [
      'in a company file of one currency',
      RULES,
      { facts: { isMultiCurrency: false, homeCurrencyName: 'Euro' } },
      'CURRENCY_NOT_KEPT currencies',
    ],
    [
      'without its receivables account',
      RULES,
      { accounts: [account('Receivables USD', 'AccountsReceivable')] },
      'ACCOUNT_UNKNOWN currencies.USD.receivable',
    ],
  ])(
    'is held %s',
    (
      _,
      rules,
      {
        facts = COMPANY.facts,
        accounts = ACCOUNTS,
      }: {
        facts?: typeof COMPANY.facts;
        accounts?: typeof ACCOUNTS;
      },
      expected,
    ) => {
      const invoice = decide(rules, facts, accounts).find(({ kind }) => kind === 'invoice');
      expect(invoice && holdOf(invoice)).toBe(expected);
    },
  );
});

describe('the customer of an order in another currency', () => {
  const profile = { ...profileOfOrder(order), currency: 'US Dollar' };
  const told = { profile, orderId: 7, isFromRecord: false, channel: 'checkout' };
  const hash = (content: string): string => content.replaceAll(/[^a-z]/g, '').padEnd(30, 'x');

  it('is one of its own, whoever the shopper is', () => {
    const rules = sampleBooks().rules;
    const home = identifyBuyer(told, rules, hash);
    const abroad = identifyBuyer({ ...told, currency: 'USD' }, rules, hash);
    expect(abroad.sourceId).toBe(`${home.sourceId}-usd`);
    expect(abroad.aliases).toEqual(home.aliases.map((alias) => `${alias}|usd`));
  });

  it('has a name that says so, and the currency', () => {
    expect(customerNames(profile, 'abc123').slice(0, 2)).toEqual([
      'Erika Mustermann (US Dollar)',
      'Erika Mustermann (#3 US Dollar)',
    ]);
    const made = documentsFor(order, { rules: RULES, company: COMPANY })[0];
    expect(made?.kind).toBe('customer');
  });

  it.each([
    ['US Dollar', 'Dollar Erika'],
    [null, 'Euro Erika'],
  ])('is only found among those of its currency: %s', (currency, expected) => {
    const email = profile.email;
    const customers = [
      customer('Euro Erika', { email, currency: 'Euro' }),
      customer('Dollar Erika', { email, currency: 'US Dollar' }),
    ];
    const choice = chooseCustomer(sampleBooks(RULES, { ...COMPANY, customers }), {
      buyer: { sourceId: '3', code: 'abc123' },
      profile: { ...profile, currency },
      names: ['Erika'],
      claims: () => null,
    });
    expect(choice).toMatchObject({ name: expected, isAdopted: true });
  });
});
