import type { CustomerSnapshot } from '@ml-connector/bookkeeping';
import { isAppError } from '@ml-connector/kernel';
import { type Customer, parseCustomer } from '@ml-connector/woocommerce';
import type { MappingPorts } from '../mapping-ports.js';

/** The customers that snapshots hold, in their order; `null` for one that was erased or cannot be read. */
export const openCustomers = async (
  { vault, logger }: Pick<MappingPorts, 'vault' | 'logger'>,
  snapshots: readonly CustomerSnapshot[],
): Promise<readonly (Customer | null)[]> => {
  const payloads = snapshots.flatMap(({ observed }) => (observed ? [observed.payload] : []));
  const texts = payloads.length === 0 ? [] : await vault.open(payloads);
  const opened = new Map(payloads.map((payload, index) => [payload, texts[index] ?? null]));
  return snapshots.map(({ connectionId, customerId, observed }) => {
    const text = observed ? (opened.get(observed.payload) ?? null) : null;
    if (text === null) return null;
    try {
      return parseCustomer(JSON.parse(text));
    } catch (error) {
      if (!isAppError(error, 'SHOP_ANSWER_INVALID') && !(error instanceof SyntaxError)) throw error;
      logger.warn(
        { event: 'customer.unreadable', connectionId, customerId, error },
        'The shop sent a customer that cannot be read; it is not mapped.',
      );
      return null;
    }
  });
};
