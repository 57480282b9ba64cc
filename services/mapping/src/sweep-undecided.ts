import {
  type CustomerSnapshot,
  customerSnapshots,
  type OrderSnapshot,
  orderSnapshots,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import type { Collection, Stored } from '@ml-connector/document-store';
import { isAppError, isoTime } from '@ml-connector/kernel';
import { decideCustomers } from './customers/decide-customers.js';
import type { MappingPorts } from './mapping-ports.js';
import { decideOrders } from './orders/decide-orders.js';
import { openAgainst } from './orders/is-undecided.js';

const PAGE = 200;

/** How long a mark may be that of a batch in hand, in milliseconds. */
const IN_HAND_MS = 30_000;

/** Decides what a process left undecided when it died, and asks again for what only the shop can tell. */
export const sweepPending = async (ports: MappingPorts): Promise<void> => {
  const before = isoTime(ports.clock.now() - IN_HAND_MS);
  const query = { index: 'byPending', equals: [], before } as const;
  const orders = ports.store.collection(orderSnapshots);
  const customers = ports.store.collection(customerSnapshots);
  for await (const page of pages<OrderSnapshot>((paging) => orders.find({ ...query, ...paging })))
    await apart(ports, page, (found) => decideOrders(ports, found));
  for await (const page of pages<CustomerSnapshot>((paging) =>
    customers.find({ ...query, ...paging }),
  ))
    await apart(ports, page, (found) => decideCustomers(ports, found));
};

/**
 * Decides again what waits for other rules or lists, if they have changed since. Costs two look-ups where nothing did,
 * however many orders are known.
 */
export const sweepOpen = async (ports: MappingPorts, connection: Connection): Promise<void> => {
  const { revision: companyRevision } = await ports.company.state(connection.id);
  const now = openAgainst({ connectionRevision: connection.revision, companyRevision });
  const orders = ports.store.collection(orderSnapshots);
  const customers = ports.store.collection(customerSnapshots);
  for (const range of [{ before: now }, { from: `${now} ` }]) {
    const query = { index: 'byOpen', equals: [connection.id], ...range } as const;
    for await (const page of pages<OrderSnapshot>((paging) => orders.find({ ...query, ...paging })))
      await apart(ports, page, (found) => decideOrders(ports, found));
    for await (const page of pages<CustomerSnapshot>((paging) =>
      customers.find({ ...query, ...paging }),
    ))
      await apart(ports, page, (found) => decideCustomers(ports, found));
  }
};

/** All at once; where that fails each by itself, so that one that cannot be decided keeps no other waiting. */
const apart = async <Thing extends { readonly id: string }>(
  ports: Pick<MappingPorts, 'logger'>,
  things: readonly Thing[],
  decide: (things: readonly Thing[]) => Promise<void>,
): Promise<void> => {
  try {
    await decide(things);
  } catch (error) {
    if (isAppError(error) && error.retryable) throw error;
    const [thing] = things;
    if (things.length > 1) for (const one of things) await apart(ports, [one], decide);
    else
      ports.logger.error(
        { event: 'mapping.undecidable', id: thing?.id, error },
        'An order or customer cannot be decided; every other goes on.',
      );
  }
};

type Find<Value> = (paging: {
  readonly limit: number;
  readonly cursor?: string;
}) => ReturnType<Collection<Value>['find']>;

async function* pages<Value>(find: Find<Value>): AsyncGenerator<readonly Stored<Value>[]> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Find<Value>>> = await find({
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    if (page.items.length > 0) yield page.items;
    cursor = page.next;
  } while (cursor !== null);
}
