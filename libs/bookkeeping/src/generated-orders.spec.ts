import type { RulesInput } from '@ml-connector/connections';
import { cents, formatCents } from '@ml-connector/kernel';
import { checkRequest, isRequestType, NEWEST_VERSION } from '@ml-connector/qbxml';
import type { Order } from '@ml-connector/woocommerce';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerNames } from './customer-name.js';
import { decideDocuments } from './decide-documents.js';
import { generatedOrder, type GeneratedOrder } from './generated-orders.features.js';
import { chooseCustomer, planCustomer } from './plan-customer.js';
import type { PlannedDocument } from './planned-document.js';
import { sumOfLines } from './planned-documents.features.js';
import { requestFields } from './preview-order.js';
import { item, type SampleCompany, sampleBooks } from './sample-company.features.js';
import { profileOfOrder } from './shopper-profile.js';

const RUNS = Number(process.env['ML_PROPERTY_RUNS'] ?? 600);

const WAYS: readonly (readonly [string, Partial<RulesInput>, SampleCompany])[] = [
  ['tax as a line with a sales tax item', {}, {}],
  ['tax as an other-charge line', { taxMode: 'other-charge' }, {}],
  ['sales tax off, sales receipts', { document: 'sales-receipt' }, { facts: { salesTax: null } }],
];

const documentsOf = (
  { order, refund }: GeneratedOrder,
  rules: Partial<RulesInput>,
  company: SampleCompany,
): readonly PlannedDocument[] => {
  const books = sampleBooks(
    { unknownProduct: 'create', ...rules },
    { items: [item('TS-001'), item('MUG')], ...company },
  );
  const profile = profileOfOrder(order);
  const buyer = { sourceId: 'guest-1', code: 'abc123' };
  const names = customerNames(profile, buyer.code);
  const choice = chooseCustomer(books, { buyer, profile, names, claims: () => null });
  const customer = planCustomer(books, buyer, { profile, choice });
  const decision = decideDocuments({ order, refunds: [refund] }, customer, books);
  return decision.outcome === 'documents' ? decision.documents : [];
};

const isSale = ({ kind }: PlannedDocument): boolean =>
  kind === 'invoice' || kind === 'sales-receipt';

describe.each(WAYS)('with %s', (_, rules, company) => {
  it('every order becomes documents that equal it to the cent, in requests that QuickBooks takes', () => {
    fc.assert(
      fc.property(generatedOrder, (generated) => {
        fc.pre(generated.total > 0);
        const documents = documentsOf(generated, rules, company);
        const sale = documents.find(isSale);
        const memo = documents.find(({ kind }) => kind === 'credit-memo');
        for (const document of [sale, memo]) {
          expect(document?.hold).toBeNull();
          expect(document?.total).toBe(generated.total);
          expect(document && sumOfLines(document)).toBe(generated.total);
        }
        for (const { object, fields } of documents) {
          const type = `${object}Add`;
          if (!isRequestType(type)) throw new Error(`There is no ${type}.`);
          expect(checkRequest({ type, fields: requestFields(fields) }, NEWEST_VERSION)).toEqual([]);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('an order whose parts miss its total', () => {
  const off = ({ order, ...rest }: GeneratedOrder, by: number): GeneratedOrder => ({
    ...rest,
    order: { ...order, total: formatCents(cents(rest.total + by)) } as Order,
  });

  it('gets a rounding line within the limit, and is held above it', () => {
    fc.assert(
      fc.property(generatedOrder, fc.integer({ min: -9, max: 9 }), (generated, by) => {
        fc.pre(generated.total > 10);
        const sale = documentsOf(off(generated, by), {}, {}).find(isSale);
        const outcome = sale?.hold ? sale.hold.code : sale && sumOfLines(sale);
        expect(outcome).toBe(Math.abs(by) > 5 ? 'TOTAL_DIFFERS' : generated.total + by);
      }),
      { numRuns: RUNS },
    );
  });
});
