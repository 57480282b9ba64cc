import type { OrderSnapshot } from '@ml-connector/bookkeeping';
import type { Stored } from '@ml-connector/document-store';
import type { MappingPorts } from '../mapping-ports.js';
import { decideOrders } from './decide-orders.js';
import { foldOrders, type OrderEvent } from './fold-orders.js';
import { isUndecided, isWorthAnotherLook } from './is-undecided.js';
import { createOpenedPayloads } from './opened-orders.js';

/** Folds a batch of observations and decides the orders that they change. A batch that comes again changes nothing. */
export const mapOrders = async (
  ports: MappingPorts,
  events: readonly OrderEvent[],
): Promise<void> => {
  if (events.length === 0) return;
  const payloads = createOpenedPayloads(ports.vault);
  const snapshots = await foldOrders(ports, events, payloads);
  await ports.failpoint('map.folded');
  const waiting: Stored<OrderSnapshot>[] = [];
  for (const snapshot of snapshots)
    if (await isWaiting(ports, snapshot.value)) waiting.push(snapshot);
  await decideOrders(ports, waiting, { payloads });
};

const isWaiting = async (ports: MappingPorts, snapshot: OrderSnapshot): Promise<boolean> => {
  if (snapshot.pendingSince !== null || isUndecided(snapshot)) return true;
  if (snapshot.decided?.outcome !== 'nothing') return false;
  const connection = await ports.connections.get(snapshot.connectionId);
  return connection !== null && isWorthAnotherLook(snapshot, connection.rulesVersion);
};
