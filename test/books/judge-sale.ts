import type { DocumentView } from '../simulators/company/index.js';
import { asUnits, sum } from '../simulators/store/minor-units.js';
import { TAX_SEED } from './tax-modes.js';
import { driftOf, ROUNDING_LIMIT } from './predicted-hold.js';
import type { WooOrder, WooRefund } from '../simulators/store/woo-order.js';

/** Whether QuickBooks is to compute the tax of documents, where it can. */
interface Computing {
  readonly computes?: boolean;
}

/** Faults in what the company file holds of an order, in sentences; amounts by the file's own arithmetic. */
export const judgeSale = (
  order: WooOrder,
  refunds: readonly WooRefund[],
  views: readonly DocumentView[],
  { computes = false }: Computing = {},
): readonly string[] => {
  const sales = views.filter(({ kind }) => SALES.has(kind));
  const payments = views.filter(({ kind }) => kind === 'ReceivePayment');
  const memos = views.filter(({ kind }) => kind === 'CreditMemo');
  const total = cents(order.total);
  const isPaid = order.date_paid_gmt !== null;
  const [sale] = sales;
  if (!sale) return ['There is no sale.'];
  return [
    ...(sales.length === 1 ? [] : [`There are ${sales.length} sales.`]),
    ...differs('The sale', sale.totalCents, total),
    ...taxFaults(order, sale, computes),
    ...payments.flatMap(({ totalCents }) => differs('The payment', totalCents, total)),
    ...differs('What is open of the sale', sale.openCents, isPaid ? 0 : total),
    ...(payments.length === (isPaid && sale.kind === 'Invoice' ? 1 : 0)
      ? []
      : [`There are ${payments.length} payments.`]),
    ...refunds.flatMap((refund) => {
      const memo = memos.find(({ refNumber }) => refNumber?.endsWith(`R${refund.id}`));
      return memo
        ? [
            ...differs(`Refund ${refund.id}`, memo.totalCents, cents(refund.amount)),
            ...differs(`What is open of refund ${refund.id}`, memo.openCents, 0),
          ]
        : [];
    }),
    ...[sale, ...memos].flatMap((view) =>
      differs(`The lines of ${view.kind}`, sum(amountsOf(view)) + view.taxCents, view.totalCents),
    ),
  ];
};

const SALES: ReadonlySet<string> = new Set(['Invoice', 'SalesReceipt', 'SalesOrder']);

const cents = (text: string): number => asUnits(text, 2);

const differs = (what: string, found: number, wanted: number): readonly string[] =>
  found === wanted ? [] : [`${what} is ${found} cents, not ${wanted}.`];

const amountsOf = ({ lines }: DocumentView): readonly number[] =>
  lines.map(({ amountCents }) => amountCents ?? 0);

/** Of a few cents QuickBooks computes no tax at all where the shop took one: then rounding alone makes up for it. */
export const isTaxComputed = (order: WooOrder, sale: DocumentView, computes: boolean): boolean =>
  sale.taxCents !== 0 ||
  (computes && taxLinesOf(sale).length === 0 && roundingOf(sale) !== driftOf(order));

/** Tax as lines is the shop's to the cent, rate by rate; where QuickBooks computed it, the rounding line makes up for the rest. */
const taxFaults = (order: WooOrder, sale: DocumentView, computes: boolean): readonly string[] => {
  const labels = order.tax_lines.map(
    ({ tax_total, shipping_tax_total }) => cents(tax_total) + cents(shipping_tax_total),
  );
  const wanted = cents(order.total_tax) + driftOf(order);
  const rounding = roundingOf(sale);
  if (isTaxComputed(order, sale, computes)) {
    const found = sale.taxCents + rounding;
    return [
      ...differs('The tax that QuickBooks computed, with rounding,', found, wanted),
      ...(Math.abs(rounding) > ROUNDING_LIMIT ? [`Rounding took ${rounding} cents.`] : []),
    ];
  }
  const lines = taxLinesOf(sale);
  return [
    ...differs('The tax of the sale', sum(lines), cents(order.total_tax)),
    ...differs('The rounding of the sale', rounding, driftOf(order)),
    ...(lines.toSorted(byAmount).join() === labels.filter(Boolean).toSorted(byAmount).join()
      ? []
      : [`The tax stands as ${lines.join(', ')}, the shop has ${labels.join(', ')}.`]),
  ];
};

const byAmount = (a: number, b: number): number => a - b;

const amountOfLines = ({ lines }: DocumentView, isWanted: (item: string) => boolean): number =>
  sum(lines.filter(({ item }) => isWanted(item ?? '')).map(({ amountCents }) => amountCents ?? 0));

const roundingOf = (sale: DocumentView): number =>
  amountOfLines(sale, (item) => item === 'Web Rounding');

const taxLinesOf = ({ lines }: DocumentView): readonly number[] =>
  lines
    .filter(({ item }) => item === 'Web Sales Tax' || SALES_TAXES.has(item ?? ''))
    .map(({ amountCents }) => amountCents ?? 0);

const SALES_TAXES: ReadonlySet<string> = new Set(TAX_SEED.salesTaxes.map(([name]) => name));
