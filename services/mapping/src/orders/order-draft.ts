import type { OrderSnapshot } from '@ml-connector/bookkeeping';

/** A snapshot as it is to be decided: what is stored, with observations folded in that are not stored yet. */
export interface OrderDraft {
  readonly id: string;
  /** The version that is stored; 0 for an order that is not stored yet. */
  readonly version: number;
  readonly value: OrderSnapshot;
}
