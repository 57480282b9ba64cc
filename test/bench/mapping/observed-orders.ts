import { type Envelope, makeEvent, orderKey, orderObserved } from '@ml-connector/contracts';
import { isoTime, sha256Hex } from '@ml-connector/kernel';
import type { Vault } from '@ml-connector/sealing';
import { orderFrom } from '../webhooks/order-bodies.js';

/** OrderObserved events as ingestion makes them, one for each id. */
export const observedOrders = async (
  vault: Vault,
  connectionId: string,
  { firstId, count }: { readonly firstId: number; readonly count: number },
): Promise<readonly Envelope[]> => {
  const orders = Array.from({ length: count }, (_, index) => orderFrom(firstId + index));
  const keys = await vault.keysOf(connectionId, [...new Set(orders.map(shopperOf))]);
  const now = isoTime(Date.now());
  return orders.map((order) => {
    const orderId = Number(order['id']);
    const key = orderKey(connectionId, orderId);
    const json = JSON.stringify(order);
    const shopper = shopperOf(order);
    return makeEvent(orderObserved, {
      id: `bench-${connectionId}-${orderId}`,
      connectionId,
      key,
      occurredAt: now,
      recordedAt: now,
      correlationId: key,
      causationId: 'webhook',
      data: {
        orderId,
        modifiedAt: `${String(order['date_modified_gmt'])}.000Z`,
        readNumber: 0,
        observedBy: 'webhook',
        contentHash: sha256Hex(json),
        shopper,
        payload: keys.seal(shopper, json),
      },
    });
  });
};

const shopperOf = (order: ReturnType<typeof orderFrom>): string =>
  Number(order['customer_id']) > 0 ? `customer-${String(order['customer_id'])}` : 'guest-bench';
