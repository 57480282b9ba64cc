import {
  askToRead,
  contentOf,
  again as plannedAgain,
  type OrderDecided,
  type OrderSnapshot,
  type PlannedBefore,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import { isoTime } from '@ml-connector/kernel';
import type { MappingPorts } from '../mapping-ports.js';
import { carryOut } from './carry-out.js';
import { decideOpened, type OpenOrder } from './decide-opened.js';
import { openAgainst, openUntilRead } from './is-undecided.js';
import { openOrder, payloadsOf } from './known-order.js';
import type { DecidedOrder } from './mark-decided.js';
import type { OpenedPayloads } from './opened-orders.js';
import type { OrderDraft } from './order-draft.js';
import { productReads, readsNeeded } from './reads-needed.js';

interface Work {
  readonly drafts: readonly OrderDraft[];
  readonly payloads: OpenedPayloads;
  /** Postings to be planned anew. */
  readonly again: ReadonlySet<string>;
  /** Postings that are to be planned anew once more, when the lists were read again. */
  readonly doubted: ReadonlySet<string>;
  /** By order: what was planned for it by decisions that somebody else overtook, and may stand in the place of theirs. */
  readonly overtaken: Overtaken;
}

export type Overtaken = ReadonlyMap<string, OrderDecided['documents']>;

/** Decides orders of one connection and plans, or takes back, their postings. */
export const decideForConnection = async (
  ports: MappingPorts,
  connectionId: string,
  { drafts, payloads, again, doubted, overtaken }: Work,
): Promise<readonly DecidedOrder[]> => {
  const connection = await ports.connections.get(connectionId);
  if (connection?.state !== 'active') return drafts.map(notServed);
  await payloads.open(drafts.flatMap(({ value }) => payloadsOf(value)));
  const orders = drafts.map((draft): OpenOrder => ({
    draft,
    opened: openOrder(draft.value, payloads),
    before: plannedBefore(draft.value, again, overtaken.get(draft.id)),
  }));
  const askedAt = isoTime(ports.clock.now());
  await askToRead(
    ports.store,
    orders.flatMap((order) => readsNeeded(order, askedAt)),
  );
  return decideAndCarryOut(ports, connection, { orders, doubted, askedAt });
};

const decideAndCarryOut = async (
  ports: MappingPorts,
  connection: Connection,
  {
    orders,
    doubted,
    askedAt,
  }: Pick<Work, 'doubted'> & { readonly orders: readonly OpenOrder[]; readonly askedAt: string },
): Promise<readonly DecidedOrder[]> => {
  const keys = await ports.vault.keysOf(connection.id, []);
  const decided = await decideOpened(ports, { connection, keys }, orders);
  await carryOut(ports, connection, decided);
  const { decisions, companyRevision } = decided;
  const waiting = new Map(
    decisions.map(({ order, productsToRead = [] }) => [order, productsToRead]),
  );
  await askToRead(ports.store, productReads(connection.id, [...waiting.values()].flat(), askedAt));
  const { revision: connectionRevision, rulesVersion } = connection;
  const against = openAgainst({ connectionRevision, companyRevision });
  const settledOf = new Map(decisions.map(({ order, settled }) => [order, settled]));
  return orders.map((order): DecidedOrder => {
    const { draft, opened } = order;
    if (opened.state === 'unclear')
      return { draft, decided: null, pendingSince: askedAt, openAgainst: null };
    const settled = settledOf.get(order);
    const documents = settled?.documents ?? plannedDocuments(draft.value);
    const isWaiting = (waiting.get(order) ?? []).length > 0;
    const isDoubted = documents.some(({ postingId }) => doubted.has(postingId));
    const made = {
      content: contentOf(draft.value),
      rulesVersion,
      companyRevision,
      outcome: settled?.outcome ?? 'nothing',
      why: settled ? settled.why : 'erased',
      documents: documents.map((document) =>
        doubted.has(document.postingId)
          ? { ...document, basis: plannedAgain(document.basis) }
          : document,
      ),
    } satisfies OrderDecided;
    return {
      draft,
      decided: made,
      pendingSince: null,
      openAgainst: openMark(against, { isWaiting, isOpen: settled?.isOpen || isDoubted }),
    };
  });
};

const openMark = (
  against: string,
  { isWaiting, isOpen }: { readonly isWaiting: boolean; readonly isOpen: boolean | undefined },
): string | null => {
  if (isWaiting) return openUntilRead(against);
  return isOpen ? against : null;
};

const plannedDocuments = ({ decided }: OrderSnapshot): OrderDecided['documents'] =>
  decided?.documents ?? [];

const plannedBefore = (
  snapshot: OrderSnapshot,
  again: ReadonlySet<string>,
  overtaken: OrderDecided['documents'] | undefined,
): PlannedBefore => {
  const known = plannedDocuments(snapshot);
  // After a lost race nothing is as it was written down: each document is planned, or taken back, once more.
  const isDoubtful = (postingId: string): boolean =>
    overtaken !== undefined || again.has(postingId);
  return new Map(
    [...(overtaken ?? []), ...known].map(({ postingId, basis }) => [
      postingId,
      isDoubtful(postingId) ? plannedAgain(basis) : basis,
    ]),
  );
};

/** A connection that is retired, or not known here: nothing is posted for it. */
const notServed = (draft: OrderDraft): DecidedOrder => ({
  draft,
  pendingSince: null,
  openAgainst: null,
  decided: {
    content: contentOf(draft.value),
    rulesVersion: 0,
    companyRevision: 0,
    outcome: 'nothing',
    why: 'not-connected',
    documents: plannedDocuments(draft.value),
  },
});
