import type { ReadRequest } from '@ml-connector/bookkeeping';
import { isAppError } from '@ml-connector/kernel';
import { recordCustomers } from './record-customers.js';
import { recordGone } from './record-gone.js';
import { recordOrders } from './record-orders.js';
import { recordProduct } from './record-product.js';
import type { Reading, ReadingPorts } from './reading.js';

/**
 * Answers a request by a GET, in the shop's lane. What cannot be read is reported and counts as answered, or it would be
 * asked for ever.
 * @returns how many events were appended.
 * @throws AppError SHOP_UNAVAILABLE, SHOP_REFUSED, LOG_UNAVAILABLE, STORE_UNAVAILABLE: ask again later.
 */
export const serveReadRequest = async (
  ports: ReadingPorts,
  reading: Reading,
  { what, sourceId }: Pick<ReadRequest, 'what' | 'sourceId'>,
): Promise<number> => {
  try {
    return await READ[what](ports, reading, sourceId);
  } catch (error) {
    if (!isAppError(error, 'SHOP_ANSWER_INVALID')) throw error;
    reading.onProblem({ what, id: sourceId, problem: error.message });
    return 0;
  }
};

const readOrder = async (ports: ReadingPorts, reading: Reading, id: number): Promise<number> => {
  const found = await reading.client.getOrder(id);
  if (found !== 'absent') return (await recordOrders(ports, reading, [found])).events;
  await recordGone(ports, reading, { what: 'order', id });
  return 1;
};

const readCustomer = async (ports: ReadingPorts, reading: Reading, id: number): Promise<number> => {
  const found = await reading.client.getCustomer(id);
  if (found !== 'absent') return (await recordCustomers(ports, reading, [found])).events;
  await recordGone(ports, reading, { what: 'customer', id });
  return 1;
};

const readProduct = async (ports: ReadingPorts, reading: Reading, id: number): Promise<number> => {
  const found = await reading.client.getProduct(id);
  if (found !== 'absent') await recordProduct(ports, reading, found.product);
  else await recordGone(ports, reading, { what: 'product', id });
  return 1;
};

const READ = { order: readOrder, customer: readCustomer, product: readProduct } as const;
