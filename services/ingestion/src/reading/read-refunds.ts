import { isAppError, type Json } from '@ml-connector/kernel';
import type { SealingKeys } from '@ml-connector/sealing';
import { contentHash } from '../observing/content-hash.js';
import type { Reading } from './reading.js';

export interface ReadRefund {
  readonly refundId: number;
  readonly createdAt: string;
  readonly raw: Json;
  readonly hash: string;
}

/** What a GET showed of an order's refunds, against what was told of them before. */
export interface ReadRefunds {
  /** To be told: new, changed, or asked for. */
  readonly found: readonly ReadRefund[];
  /** Told before and not shown any more. */
  readonly gone: readonly number[];
  /** Hash by id, as they stand now. */
  readonly standing: Readonly<Record<string, string>>;
}

/**
 * Reads the refunds of an order if it has any, or had. Refunds that cannot be read are reported and never stop the order.
 * @throws AppError SHOP_UNAVAILABLE, SHOP_REFUSED.
 */
export const readRefunds = async (
  reading: Reading,
  order: {
    readonly orderId: number;
    /** Whether the order itself names refunds. */
    readonly named: boolean;
    readonly known: Readonly<Record<string, string>>;
    readonly keys: Pick<SealingKeys, 'hash'>;
  },
): Promise<ReadRefunds> => {
  const { orderId, known } = order;
  const knownIds = Object.keys(known);
  if (!order.named && knownIds.length === 0) return { found: [], gone: [], standing: {} };
  const listed = await list(reading, orderId);
  if (listed === null) return { found: [], gone: [], standing: known };
  const refunds = listed.map(({ refund, raw }) => ({
    refundId: refund.id,
    createdAt: refund.createdAt,
    raw,
    hash: contentHash(order.keys, raw),
  }));
  const standing = Object.fromEntries(refunds.map(({ refundId, hash }) => [refundId, hash]));
  return {
    found: refunds.filter(({ refundId, hash }) => reading.tellAgain || known[refundId] !== hash),
    gone: knownIds.filter((id) => !(id in standing)).map(Number),
    standing,
  };
};

/** Null where nothing can be said about them: the order vanished meanwhile, or the answer cannot be read. */
const list = async (reading: Reading, orderId: number) => {
  try {
    const listed = await reading.client.listRefunds(orderId);
    return listed === 'absent' ? null : listed;
  } catch (error) {
    if (!isAppError(error, 'SHOP_ANSWER_INVALID')) throw error;
    reading.onProblem({ what: 'refund', id: orderId, problem: error.message });
    return null;
  }
};
