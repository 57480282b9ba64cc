import { type OrderSnapshot, orderSnapshots } from '@ml-connector/bookkeeping';
import type { Stored } from '@ml-connector/document-store';
import { groupBy } from '../group-by.js';
import type { MappingPorts } from '../mapping-ports.js';
import { decideForConnection } from './decide-for-connection.js';
import { markDecided } from './mark-decided.js';
import { createOpenedPayloads, type OpenedPayloads } from './opened-orders.js';

const ROUNDS = 5;

export interface DecideOptions {
  readonly payloads?: OpenedPayloads;
  /** Postings that are to be planned anew although they were planned whole before. */
  readonly again?: ReadonlySet<string>;
}

/**
 * Decides orders and plans their postings, then notes what was decided. An order that was observed anew meanwhile is
 * decided again; one that is changed all the time stays marked for the sweep.
 */
export const decideOrders = async (
  ports: MappingPorts,
  snapshots: readonly Stored<OrderSnapshot>[],
  { payloads = createOpenedPayloads(ports.vault), again = new Set() }: DecideOptions = {},
): Promise<void> => {
  const collection = ports.store.collection(orderSnapshots);
  let open = snapshots;
  for (let round = 0; round < ROUNDS && open.length > 0; round += 1) {
    const changed: string[] = [];
    for (const [connectionId, ofConnection] of groupBy(open, ({ value }) => value.connectionId)) {
      const decided = await decideForConnection(ports, connectionId, {
        snapshots: ofConnection,
        payloads,
        again,
      });
      await ports.failpoint('map.planned');
      changed.push(...(await markDecided(collection, decided)));
    }
    open = changed.length === 0 ? [] : await collection.getMany(changed);
  }
};
