import { contentOf, type OrderSnapshot } from '@ml-connector/bookkeeping';

/** Whether something is known of the order that no decision has seen. */
export const isUndecided = (snapshot: OrderSnapshot): boolean =>
  snapshot.decided?.content !== contentOf(snapshot);

/** An order that asked for no document, seen again under other rules: a backfill after a change of the rules finds it so. */
export const isWorthAnotherLook = ({ decided }: OrderSnapshot, rulesVersion: number): boolean =>
  decided?.outcome === 'nothing' && decided.rulesVersion !== rulesVersion;

/**
 * The mark of an order that waits for an answer of the shop: it is like none that an order is decided against, so that every
 * look at what is open decides it again, and asks again where nobody answered.
 */
export const openUntilRead = (against: string): string => `${against}#read`;

/** What an open order was decided against, as its index holds it: any change of the connection or of the lists. */
export const openAgainst = (at: {
  readonly connectionRevision: number;
  readonly companyRevision: number;
}): string => `${at.connectionRevision}#${at.companyRevision}`;
