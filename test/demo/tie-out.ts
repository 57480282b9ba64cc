import type { ApiPosting } from '../harness/product-api.js';
import type { CompanyDocument, StoreOrder } from './ledgers.js';

export interface DemoRow {
  readonly order: StoreOrder;
  /** The invoice that carries the order's number. */
  readonly sale: CompanyDocument | null;
  readonly creditCents: number;
  /** Posted, no document (as the rules say), or held with the reason. */
  readonly state: string;
}

export interface TieOut {
  readonly rows: readonly DemoRow[];
  readonly storeCents: number;
  readonly booksCents: number;
  /** Everything that is wrong, in sentences. Empty: the books equal the shop. */
  readonly faults: readonly string[];
}

const HOME_CURRENCY = 'EUR';
const SOLD = new Set(['processing', 'completed', 'refunded']);

/** Which orders the demo's rules select, said independently of the product. */
const isPostable = (order: StoreOrder): boolean =>
  SOLD.has(order.status) && order.currency === HOME_CURRENCY && order.total > 0;

/** Refunds whose lines are known: their own, or the whole order's. Any other needs a person. */
const bookableRefunds = ({ refunds, total }: StoreOrder): StoreOrder['refunds'] =>
  refunds.filter(({ hasLines, amount }) => hasLines || amount === total);

/** Compares the two ledgers order by order; the product is asked only for the words of a hold. */
export const tieOut = (
  orders: readonly StoreOrder[],
  documents: readonly CompanyDocument[],
  postings: readonly ApiPosting[],
): TieOut => {
  const faults: string[] = [];
  const invoices = documents.filter(({ kind }) => kind === 'Invoice');
  const credits = documents.filter(({ kind }) => kind === 'CreditMemo');
  const rows = orders.map((order): DemoRow => {
    const sales = invoices.filter(({ refNumber }) => refNumber === order.number);
    const creditMemos = credits.filter(({ refNumber }) => isRefundOf(order, refNumber));
    faults.push(...faultsOf(order, sales, creditMemos));
    const creditCents = creditMemos.reduce((sum, { totalCents }) => sum + totalCents, 0);
    return {
      order,
      sale: sales[0] ?? null,
      creditCents,
      state: stateOf(order, sales.length > 0, postings),
    };
  });
  const known = new Set(orders.map(({ number }) => number));
  for (const invoice of invoices) {
    if (!known.has(invoice.refNumber ?? ''))
      faults.push(`Invoice ${invoice.refNumber ?? ''} belongs to no order.`);
  }
  const postable = orders.filter(isPostable);
  const sold = postable.reduce((sum, { total }) => sum + total, 0);
  const refunded = postable.flatMap(bookableRefunds).reduce((sum, { amount }) => sum + amount, 0);
  const booksCents = [...invoices, ...credits].reduce(
    (sum, { kind, totalCents }) => (kind === 'Invoice' ? sum + totalCents : sum - totalCents),
    0,
  );
  const storeCents = sold - refunded;
  if (storeCents !== booksCents)
    faults.push(`The shop sold ${storeCents} cents, the books hold ${booksCents}.`);
  return { rows, storeCents, booksCents, faults };
};

const isRefundOf = (order: StoreOrder, refNumber: string | undefined): boolean =>
  order.refunds.some(({ id }) => refNumber?.includes(String(id)) ?? false);

const faultsOf = (
  order: StoreOrder,
  sales: readonly CompanyDocument[],
  creditMemos: readonly CompanyDocument[],
): readonly string[] => {
  const faults: string[] = [];
  const expected = isPostable(order) ? 1 : 0;
  if (sales.length !== expected)
    faults.push(
      `Order ${order.number} stands ${sales.length} times in the books, expected ${expected}.`,
    );
  const [sale] = sales;
  if (sale && sale.totalCents !== order.total)
    faults.push(`Order ${order.number} is ${order.total} cents, its invoice ${sale.totalCents}.`);
  const refunds = isPostable(order) ? bookableRefunds(order) : [];
  if (creditMemos.length !== refunds.length)
    faults.push(
      `Order ${order.number} has ${refunds.length} bookable refunds and ${creditMemos.length} credit memos.`,
    );
  return faults;
};

const stateOf = (order: StoreOrder, stands: boolean, postings: readonly ApiPosting[]): string => {
  if (stands) return 'posted';
  const held = postings.find(
    ({ source, state }) =>
      source.type === 'order' && source.id === String(order.id) && state === 'held',
  );
  return held?.reason ? `held: ${held.reason.title}` : 'no document';
};
