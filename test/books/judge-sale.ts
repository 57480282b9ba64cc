import type { DocumentView } from '../simulators/company/index.js';
import { asUnits, sum } from '../simulators/store/minor-units.js';
import type { WooOrder, WooRefund } from '../simulators/store/woo-order.js';

/** Faults in what the company file holds of an order, in sentences; amounts by the file's own arithmetic. */
export const judgeSale = (
  order: WooOrder,
  refunds: readonly WooRefund[],
  views: readonly DocumentView[],
): readonly string[] => {
  const sales = views.filter(({ kind }) => SALES.has(kind));
  const payments = views.filter(({ kind }) => kind === 'ReceivePayment');
  const memos = views.filter(({ kind }) => kind === 'CreditMemo');
  const total = cents(order.total);
  const [sale] = sales;
  if (!sale) return ['There is no sale.'];
  return [
    ...(sales.length === 1 ? [] : [`There are ${sales.length} sales.`]),
    ...differs('The sale', sale.totalCents, total),
    ...differs('The tax of the sale', taxIn(sale), cents(order.total_tax)),
    ...payments.flatMap(({ totalCents }) => differs('The payment', totalCents, total)),
    ...differs('What is open of the sale', sale.openCents, 0),
    ...refunds.flatMap((refund) => {
      const memo = memos.find(({ refNumber }) => refNumber?.endsWith(`R${refund.id}`));
      return memo ? differs(`Refund ${refund.id}`, memo.totalCents, cents(refund.amount)) : [];
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

/** Tax as lines of our own, and what QuickBooks reckoned itself. */
const taxIn = ({ lines, taxCents }: DocumentView): number =>
  taxCents +
  sum(
    lines
      .filter(({ item }) => item?.startsWith('Web Sales Tax'))
      .map(({ amountCents }) => amountCents ?? 0),
  );
