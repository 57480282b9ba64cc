import { isAppError } from '@ml-connector/kernel';
import type { Vault } from '@ml-connector/sealing';
import { type Customer, parseCustomer } from '@ml-connector/woocommerce';
import type { CustomerSnapshot } from './customer-snapshot.js';

export interface CustomerPorts {
  readonly vault: Pick<Vault, 'open'>;
  /** Told of every customer that the shop sent in a form that cannot be read. */
  readonly onUnreadable?: (customer: CustomerSnapshot, error: unknown) => void;
}

/** The customers that snapshots hold, in their order; `null` for one that was erased or cannot be read. */
export const openCustomers = async (
  { vault, onUnreadable }: CustomerPorts,
  snapshots: readonly CustomerSnapshot[],
): Promise<readonly (Customer | null)[]> => {
  const payloads = snapshots.flatMap(({ observed }) => (observed ? [observed.payload] : []));
  const texts = payloads.length === 0 ? [] : await vault.open(payloads);
  const opened = new Map(payloads.map((payload, index) => [payload, texts[index] ?? null]));
  return snapshots.map((snapshot) => {
    const { observed } = snapshot;
    const text = observed ? (opened.get(observed.payload) ?? null) : null;
    if (text === null) return null;
    try {
      return parseCustomer(JSON.parse(text));
    } catch (error) {
      if (!isAppError(error, 'SHOP_ANSWER_INVALID') && !(error instanceof SyntaxError)) throw error;
      onUnreadable?.(snapshot, error);
      return null;
    }
  });
};
