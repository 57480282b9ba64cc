import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CompanyFacts, previewOrder } from '@ml-connector/bookkeeping';
import { completeRules, type Connection, rulesInputSchema } from '@ml-connector/connections';
import { keyedHashHex } from '@ml-connector/kernel';
import type { Posting } from '@ml-connector/postings';
import { describe, expect, it } from 'vitest';
import { postingOf } from '../tie-out/posting.features.js';
import { knownOrderOf } from './known-order.js';

const captures = join(import.meta.dirname, '../../../../test/fixtures/woocommerce/rest');
const captured = (name: string): unknown => {
  const { body }: { readonly body: unknown } = JSON.parse(
    readFileSync(join(captures, `${name}.json`), 'utf8'),
  );
  return body;
};

const connection: Connection = {
  id: 'con-a',
  revision: 1,
  name: 'Shop',
  state: 'active',
  storeUrl: 'https://shop.example',
  rules: completeRules(
    rulesInputSchema.parse({ unknownProduct: 'create' }),
    '2020-01-01T00:00:00.000Z',
  ),
  rulesVersion: 1,
  facts: { currency: 'EUR', timeZone: 'Europe/Berlin', pricesIncludeTax: true },
  qbwc: { username: 'ml-con-a', fileId: '{}', appName: 'ml-connector a' },
  createdAt: '2020-01-01T00:00:00.000Z',
};

const account = (name: string, type: string) => ({
  listId: `A-${name.replaceAll(' ', '-')}`,
  fullName: name,
  name,
  type,
});

const company: CompanyFacts = {
  isRead: true,
  revision: 1,
  readUpTo: 0,
  salesTax: { nonTaxable: { ListID: 'T-Non' }, taxable: { ListID: 'T-Tax' } },
  closingDate: null,
  accounts: [
    account('Accounts Receivable', 'AccountsReceivable'),
    account('Undeposited Funds', 'OtherCurrentAsset'),
    account('Sales Tax Payable', 'OtherCurrentLiability'),
    account('Sales', 'Income'),
    account('Shipping Income', 'Income'),
    account('Sales Discounts', 'Income'),
  ],
  taxAgencies: [{ listId: 'V-1', name: 'State' }],
  paymentMethods: [],
  items: () => [],
  named: () => [],
  entity: () => null,
  customersByEmail: () => [],
  customersByName: () => [],
};

const preview = (order: unknown, posted: (id: string) => Posting | null = () => null) =>
  previewOrder(connection, knownOrderOf(order, []), {
    store: noClaims,
    company: {
      facts: () => Promise.resolve(company),
      state: () => Promise.reject(new Error('Not needed here.')),
    },
    postings: { get: (id) => Promise.resolve(posted(id)) },
    vault: { ...noVault, keysOf: () => Promise.resolve({ seal: (_owner, text) => text, hash }) },
    clock: { now: () => Date.parse('2026-03-01T00:00:00.000Z') },
  });

describe('a preview', () => {
  it.each([
    ['order-coupon_pct', '66.80'],
    ['order-coupon_two', '30.98'],
    ['order-batch1', '19.99'],
  ])('of %s shows documents that equal the order to the cent', async (name, total) => {
    const { documents, held, skipped } = await preview(captured(name));
    expect({ held, skipped }).toEqual({ held: [], skipped: null });
    const invoice = documents.find(({ kind }) => kind === 'invoice');
    expect(invoice).toMatchObject({ total, currency: 'EUR' });
    const sum = invoice?.lines.reduce(
      (cents, { amount }) => cents + Math.round(Number(amount) * 100),
      0,
    );
    expect(sum).toBe(Math.round(Number(total) * 100));
    expect(invoice?.qbxml).toContain('<InvoiceAddRq');
    expect(documents[0]?.kind).toBe('customer');
  });

  it('leaves out a customer who stands in the books already', async () => {
    const order = captured('order-batch1');
    const { documents } = await preview(order, (id) =>
      postingOf({ id, kind: 'customer', total: 0 }),
    );
    expect(documents.map(({ kind }) => kind)).not.toContain('customer');
    expect(documents.map(({ kind }) => kind)).toContain('invoice');
  });

  it('says why an order is not posted', async () => {
    const { documents, skipped } = await preview(captured('order-cancelled'));
    expect(documents).toEqual([]);
    expect(skipped).toMatch(/cancelled/);
  });

  it('says why an order is held', async () => {
    const { held } = await preview(captured('order-compound_qc'));
    expect(held).toMatchObject([{ code: 'CURRENCY_NOT_HOME', setting: 'homeCurrency' }]);
  });
});

const hash = (content: string): string => keyedHashHex(new Uint8Array(32), content);

const unused = (): Promise<never> => Promise.reject(new Error('Not needed here.'));

const noVault = { open: unused, hash: unused, erase: unused };

const noClaims = {
  collection: () => ({
    getMany: () => Promise.resolve([]),
    get: () => Promise.resolve(null),
    insert: unused,
    replace: unused,
    remove: unused,
    insertMany: unused,
    replaceMany: unused,
    find: unused,
    count: unused,
  }),
};
