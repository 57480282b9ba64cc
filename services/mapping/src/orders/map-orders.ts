import { groupBy } from '../group-by.js';
import type { MappingPorts } from '../mapping-ports.js';
import { decideOrders } from './decide-orders.js';
import { foldOrders, type OrderEvent, orderOf } from './fold-orders.js';
import { isUndecided, isWorthAnotherLook } from './is-undecided.js';
import { createOpenedPayloads } from './opened-orders.js';
import type { OrderDraft } from './order-draft.js';

/**
 * Folds a batch of observations, decides the orders that they change, plans their postings and then writes what is known
 * and what was decided, in one document per order. A process that dies on the way gets the batch again; a batch that
 * comes again changes nothing.
 */
export const mapOrders = async (
  ports: MappingPorts,
  events: readonly OrderEvent[],
): Promise<void> => {
  if (events.length === 0) return;
  const payloads = createOpenedPayloads(ports.vault);
  await payloads.open(
    events.flatMap((event) => ('payload' in event.data ? event.data.payload : [])),
  );
  const byOrder = groupBy(events, orderOf);
  const drafts = await foldOrders(ports, byOrder, payloads);
  const waiting: OrderDraft[] = [];
  for (const draft of drafts) if (await isWaiting(ports, draft)) waiting.push(draft);
  await decideOrders(ports, waiting, {
    payloads,
    reload: (ids) =>
      foldOrders(ports, new Map(ids.map((id) => [id, byOrder.get(id) ?? []])), payloads),
  });
};

const isWaiting = async (ports: MappingPorts, { value }: OrderDraft): Promise<boolean> => {
  if (value.pendingSince !== null || isUndecided(value)) return true;
  if (value.decided?.outcome !== 'nothing') return false;
  const connection = await ports.connections.get(value.connectionId);
  return connection !== null && isWorthAnotherLook(value, connection.rulesVersion);
};
