import { asUnits, sum } from './minor-units.js';
import type { StoreState } from './store-state.js';
import type { WooOrder, WooRefund } from './woo-order.js';

/** What a checker compares the books with. Amounts in hundredths of the currency. */
export interface LedgerEntry {
  readonly id: number;
  readonly number: string;
  readonly status: string;
  readonly currency: string;
  readonly total: number;
  readonly totalTax: number;
  /** What was refunded in all, positive. */
  readonly refunded: number;
  readonly refunds: readonly {
    readonly id: number;
    readonly amount: number;
    readonly hasLines: boolean;
  }[];
  /** 0 for a guest. */
  readonly customerId: number;
  /** Of the billing address, as the store tells it. */
  readonly customerName: string;
  /** UTC, `2026-11-23T03:40:03`. */
  readonly createdAt: string;
  readonly modifiedAt: string;
}

export interface Ledger {
  /** By id; the trash included, what was deleted for good not. */
  readonly orders: readonly LedgerEntry[];
  /** Ids of orders that were deleted for good. */
  readonly gone: readonly number[];
  readonly customers: readonly {
    readonly id: number;
    readonly email: string;
    readonly name: string;
  }[];
}

/** The store's own account of what it sold. */
export const ledgerOf = (state: StoreState): Ledger => ({
  orders: [...state.orders.values()]
    .toSorted((a, b) => a.id - b.id)
    .map((order) => entry(state, order)),
  gone: [...state.gone],
  customers: [...state.customers.values()].map(({ id, email, first_name, last_name }) => ({
    id,
    email,
    name: `${first_name} ${last_name}`.trim(),
  })),
});

const entry = (state: StoreState, order: WooOrder): LedgerEntry => {
  const refunds = order.refunds.map(({ id, total }) => ({
    id,
    amount: -asUnits(total, 2),
    hasLines: linesOf(state.refunds.get(id)?.refund) > 0,
  }));
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    currency: order.currency,
    total: asUnits(order.total, 2),
    totalTax: asUnits(order.total_tax, 2),
    refunded: sum(refunds.map(({ amount }) => amount)),
    refunds,
    customerId: order.customer_id,
    customerName: `${order.billing.first_name} ${order.billing.last_name}`.trim(),
    createdAt: order.date_created_gmt,
    modifiedAt: order.date_modified_gmt,
  };
};

const linesOf = (refund: WooRefund | undefined): number =>
  refund ? refund.line_items.length + refund.shipping_lines.length + refund.fee_lines.length : 0;
