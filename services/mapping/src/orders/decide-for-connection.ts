import {
  askToRead,
  contentOf,
  HELD,
  type OrderSnapshot,
  type PlannedBefore,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import type { Stored } from '@ml-connector/document-store';
import { isoTime } from '@ml-connector/kernel';
import type { MappingPorts } from '../mapping-ports.js';
import { carryOut } from './carry-out.js';
import { decideOpened, type OpenOrder } from './decide-opened.js';
import { openAgainst } from './is-undecided.js';
import { openOrder, payloadsOf } from './known-order.js';
import type { DecidedOrder } from './mark-decided.js';
import type { OpenedPayloads } from './opened-orders.js';
import { readsNeeded } from './reads-needed.js';

interface Work {
  readonly snapshots: readonly Stored<OrderSnapshot>[];
  readonly payloads: OpenedPayloads;
  /** Postings to be planned anew. */
  readonly again: ReadonlySet<string>;
}

/** Decides orders of one connection and plans, or takes back, their postings. */
export const decideForConnection = async (
  ports: MappingPorts,
  connectionId: string,
  { snapshots, payloads, again }: Work,
): Promise<readonly DecidedOrder[]> => {
  const connection = await ports.connections.get(connectionId);
  if (connection?.state !== 'active') return snapshots.map(notServed);
  await payloads.open(snapshots.flatMap(({ value }) => payloadsOf(value)));
  const orders = snapshots.map((stored): OpenOrder => ({
    stored,
    opened: openOrder(stored.value, payloads),
    before: plannedBefore(stored.value, again),
  }));
  const askedAt = isoTime(ports.clock.now());
  await askToRead(
    ports.store,
    orders.flatMap((order) => readsNeeded(order, askedAt)),
  );
  return decideAndCarryOut(ports, connection, orders);
};

const decideAndCarryOut = async (
  ports: MappingPorts,
  connection: Connection,
  orders: readonly OpenOrder[],
): Promise<readonly DecidedOrder[]> => {
  const keys = await ports.vault.keysOf(connection.id, []);
  const { decisions, companyRevision } = await decideOpened(ports, { connection, keys }, orders);
  await carryOut(ports, connection, decisions);
  const against = openAgainst({ connectionRevision: connection.revision, companyRevision });
  const settled = new Map(decisions.map((decision) => [decision.order, decision.settled]));
  return orders.map((order): DecidedOrder => {
    const { stored, opened } = order;
    if (opened.state === 'unclear') return { stored, decided: null, openAgainst: null };
    const outcome = settled.get(order);
    return {
      stored,
      openAgainst: outcome?.isOpen ? against : null,
      decided: {
        content: contentOf(stored.value),
        rulesVersion: connection.rulesVersion,
        companyRevision,
        outcome: outcome?.outcome ?? 'nothing',
        why: outcome ? outcome.why : 'erased',
        documents: outcome?.documents ?? stored.value.decided?.documents ?? [],
      },
    };
  });
};

const plannedBefore = ({ decided }: OrderSnapshot, again: ReadonlySet<string>): PlannedBefore =>
  new Map(
    (decided?.documents ?? []).map(({ postingId, basis }) => [
      postingId,
      again.has(postingId) ? HELD : basis,
    ]),
  );

/** A connection that is retired, or not known here: nothing is posted for it. */
const notServed = (stored: Stored<OrderSnapshot>): DecidedOrder => ({
  stored,
  openAgainst: null,
  decided: {
    content: contentOf(stored.value),
    rulesVersion: 0,
    companyRevision: 0,
    outcome: 'nothing',
    why: 'not-connected',
    documents: stored.value.decided?.documents ?? [],
  },
});
