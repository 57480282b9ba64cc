import type { Company } from '../simulators/company/index.js';
import { SITE_OFFSET_HOURS } from '../simulators/store/sim-time.js';
import type { StoreSimulator } from '../simulators/store/store-simulator.js';

/** Cents by day, `YYYY-MM-DD`; refunds are deducted on the day of the refund. */
export type DaySums = Readonly<Record<string, number>>;

/** The day in the shop's own zone of a time that it tells in UTC. */
const shopDayOf = (utc: string): string =>
  new Date(Date.parse(`${utc}Z`) + SITE_OFFSET_HOURS * 3_600_000).toISOString().slice(0, 10);

const SOLD: ReadonlySet<string> = new Set(['processing', 'completed', 'refunded']);

/** What the shop sold and paid back, by its own ledger. */
export const shopDays = ({ store }: { readonly store: StoreSimulator }): DaySums =>
  sumsOf(
    store
      .ledger()
      .orders.filter(({ status }) => SOLD.has(status))
      .flatMap(({ createdAt, total, refunds }) => [
        [shopDayOf(createdAt), total] as const,
        ...refunds.map(
          ({ id, amount }) => [shopDayOf(dateOfRefund(store, id)), 0 - amount] as const,
        ),
      ]),
  );

const dateOfRefund = ({ state }: StoreSimulator, id: number): string => {
  const found = state.refunds.get(id);
  if (!found) throw new Error(`There is no refund ${id}.`);
  return found.refund.date_created_gmt;
};

/** What stands in the company file, by the dates of its documents. */
export const booksDays = ({ company }: { readonly company: Company }): DaySums =>
  sumsOf(
    company.inspect
      .documents('Invoice', 'CreditMemo')
      .filter(({ voided }) => !voided)
      .map(({ kind, date, totalCents }) => [
        date,
        kind === 'Invoice' ? totalCents : 0 - totalCents,
      ]),
  );

const sumsOf = (amounts: readonly (readonly [string, number])[]): DaySums =>
  Object.fromEntries(
    [...Map.groupBy(amounts, ([day]) => day)]
      .map(([day, own]) => [day, own.reduce((sum, [, amount]) => sum + amount, 0)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
