import type { DocumentView } from '../simulators/company/index.js';
import type { LedgerEntry } from '../simulators/store/ledger.js';
import type { Shop } from './shop.js';

export interface Expectation {
  /** Orders that are held and may therefore be missing, by id. */
  readonly held?: readonly number[];
  /** Default EUR. */
  readonly homeCurrency?: string;
  /** The rules split refunds that tell no lines; else a person decides on them. */
  readonly splitsAmounts?: boolean;
  /** Default: paid, in the home currency, not zero, not held. */
  readonly isPostable?: (order: LedgerEntry) => boolean;
}

/**
 * Holds the books against the shop, both by their own account and nothing of the product: every postable order exactly
 * once, nothing that belongs to no order, each total equal to the cent, and in sum.
 * @returns what is wrong, in sentences; none if the books equal the shop.
 */
export const checkBooks = (
  { store, company }: Pick<Shop, 'store' | 'company'>,
  expectation: Expectation = {},
): readonly string[] => {
  const orders = store.ledger().orders;
  const postable = orders.filter(
    expectation.isPostable ?? ((order) => isPostable(order, expectation)),
  );
  const documents = company.inspect.documents().filter(({ voided }) => !voided);
  const sales = documents.filter(({ kind }) => SALES.has(kind));
  const credits = documents.filter(({ kind }) => kind === 'CreditMemo');
  const payments = documents.filter(({ kind }) => kind === 'ReceivePayment');
  const wasPaid = (order: LedgerEntry) =>
    store.state.orders.get(order.id)?.date_paid_gmt !== null || order.status !== 'processing';
  return [
    ...postable.flatMap((order) => saleFaults(order, sales)),
    ...postable.flatMap((order) =>
      wasPaid(order) ? paymentFaults(order, { sales, payments }) : [],
    ),
    ...postable.flatMap((order) => refundFaults(order, credits, expectation)),
    ...strangers(sales, new Set(postable.map(({ number }) => number)), 'order'),
    ...strangers(
      credits,
      new Set(postable.flatMap((order) => creditNumbers(order, expectation))),
      'refund',
    ),
    ...markedTwice(documents),
    ...sumFaults(postable, { sales, credits }, expectation),
  ];
};

/** What a refund must become: a credit memo, unless neither its lines nor the whole order say what it pays back. */
export const isKnownRefund = (
  order: LedgerEntry,
  refund: LedgerEntry['refunds'][number],
  { splitsAmounts = false }: Expectation = {},
): boolean =>
  splitsAmounts || refund.hasLines || (refund.amount === order.total && order.refunds.length === 1);

const SALES: ReadonlySet<string> = new Set(['Invoice', 'SalesReceipt', 'SalesOrder']);
const SOLD: ReadonlySet<string> = new Set(['processing', 'completed', 'refunded']);

const isPostable = (
  order: LedgerEntry,
  { held = [], homeCurrency = 'EUR' }: Expectation,
): boolean =>
  SOLD.has(order.status) &&
  order.currency === homeCurrency &&
  order.total > 0 &&
  !held.includes(order.id);

const saleFaults = (order: LedgerEntry, sales: readonly DocumentView[]): readonly string[] => {
  const found = sales.filter(({ refNumber }) => refNumber === order.number);
  const [sale] = found;
  if (sale === undefined) return [`Order ${order.number} is lost: no document has its number.`];
  if (found.length > 1) return [`Order ${order.number} stands ${found.length} times in the books.`];
  return sale.totalCents === order.total
    ? []
    : [`Order ${order.number} is ${order.total} cents, its document ${sale.totalCents}.`];
};

const paymentFaults = (
  order: LedgerEntry,
  { sales, payments }: Readonly<Record<'sales' | 'payments', readonly DocumentView[]>>,
): readonly string[] => {
  const invoice = sales.find(
    ({ kind, refNumber }) => kind === 'Invoice' && refNumber === order.number,
  );
  if (invoice === undefined) return [];
  const found = payments.filter(({ links }) => links.some(({ txnId }) => txnId === invoice.txnId));
  const paid = found.reduce((sum, { totalCents }) => sum + totalCents, 0);
  const faults =
    found.length === 1 ? [] : [`Invoice ${order.number} has ${found.length} payments.`];
  return paid === order.total
    ? faults
    : [...faults, `Order ${order.number} is ${order.total} cents, ${paid} are paid.`];
};

const refundFaults = (
  order: LedgerEntry,
  credits: readonly DocumentView[],
  expectation: Expectation,
): readonly string[] =>
  order.refunds.flatMap((refund) => {
    const found = credits.filter(({ refNumber }) => isOfRefund(refNumber, refund.id));
    const wanted = isKnownRefund(order, refund, expectation) ? 1 : 0;
    if (found.length !== wanted)
      return [`Refund ${refund.id} has ${found.length} credit memos, expected ${wanted}.`];
    return found.flatMap(({ totalCents }) =>
      totalCents === refund.amount
        ? []
        : [`Refund ${refund.id} is ${refund.amount} cents, its credit memo ${totalCents}.`],
    );
  });

const isOfRefund = (refNumber: string | undefined, refundId: number): boolean =>
  new RegExp(`R${refundId}$`).test(refNumber ?? '');

const creditNumbers = (order: LedgerEntry, expectation: Expectation): readonly string[] =>
  order.refunds
    .filter((refund) => isKnownRefund(order, refund, expectation))
    .map(({ id }) => creditNumber(order.number, id));

const LONGEST_NUMBER = 11;

const creditNumber = (number: string, refundId: number): string => {
  const whole = `${number}-R${refundId}`;
  return whole.length <= LONGEST_NUMBER ? whole : `R${refundId}`;
};

const strangers = (
  documents: readonly DocumentView[],
  numbers: ReadonlySet<string>,
  what: string,
): readonly string[] =>
  documents
    .filter(({ refNumber }) => !numbers.has(refNumber ?? ''))
    .map(({ kind, refNumber }) => `${kind} ${refNumber ?? ''} belongs to no ${what}.`);

const markedTwice = (documents: readonly DocumentView[]): readonly string[] => {
  const marks = documents.flatMap(({ memo }) => /\[ml:[^\]]+\]/.exec(memo)?.[0] ?? []);
  return [...Map.groupBy(marks, (mark) => mark)]
    .filter(([, same]) => same.length > 1)
    .map(([mark, same]) => `${same.length} documents bear the mark ${mark}.`);
};

const sumFaults = (
  postable: readonly LedgerEntry[],
  { sales, credits }: Readonly<Record<'sales' | 'credits', readonly DocumentView[]>>,
  expectation: Expectation,
): readonly string[] => {
  const sold = sum(postable.map(({ total }) => total));
  const refunded = sum(
    postable.flatMap((order) =>
      order.refunds
        .filter((refund) => isKnownRefund(order, refund, expectation))
        .map(({ amount }) => amount),
    ),
  );
  const books = sum(sales.map(totalOf)) - sum(credits.map(totalOf));
  return books === sold - refunded
    ? []
    : [`The shop sold ${sold - refunded} cents, the books hold ${books}.`];
};

const totalOf = ({ totalCents }: DocumentView): number => totalCents;
const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);
