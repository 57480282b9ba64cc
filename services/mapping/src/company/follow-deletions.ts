import { holdReason } from '@ml-connector/bookkeeping';
import type { EventOf, listObjectGone, Reason } from '@ml-connector/contracts';
import type { Connection } from '@ml-connector/connections';
import type { Posting, PostingOrder } from '@ml-connector/postings';
import { groupBy } from '../group-by.js';
import type { MappingPorts } from '../mapping-ports.js';

/**
 * What a person deleted in QuickBooks, or merged into another, stands there no more: whoever needs it waits. Nothing is
 * made again unasked; a customer is by rule.
 */
export const followDeletions = async (
  ports: Pick<MappingPorts, 'postings' | 'connections'>,
  events: readonly EventOf<typeof listObjectGone>[],
): Promise<void> => {
  for (const [connectionId, gone] of groupBy(events, (event) => event.connectionId)) {
    const connection = await ports.connections.get(connectionId);
    const found = await Promise.all(
      gone.map(({ data }) => ports.postings.ofListObject(connectionId, data.listId)),
    );
    const orders = found.flat().flatMap((posting) => ordersFor(posting, connection));
    if (orders.length > 0) await ports.postings.executeMany(orders);
  }
};

const ordersFor = (posting: Posting, connection: Connection | null): readonly PostingOrder[] => {
  const { id: postingId, connectionId, kind } = posting;
  const isAgain = kind === 'customer' && connection?.rules.deletedCustomers === 'again';
  const reason = isAgain ? holdReason('CUSTOMER_DELETED', '') : deletedInLists;
  return [
    { type: 'RecordVoided', by: 'mapping', note: deletedInLists.title } as const,
    { type: 'Hold', reason, by: 'mapping', asPerson: false } as const,
  ].map((command) => ({ postingId, connectionId, command }));
};

/** As the gateway says it of a document that somebody deleted before it was recorded. */
const deletedInLists: Reason = {
  code: 'DELETED_IN_QUICKBOOKS',
  title: 'It was deleted in QuickBooks, or merged into another.',
  detail: 'Documents that name it wait.',
  fix: 'Retry: it is looked for in QuickBooks, and made again only if it is not found. Or skip it.',
  setting: 'deletedCustomers',
};
