import { orderSnapshots } from '@ml-connector/bookkeeping';
import { AppError } from '@ml-connector/kernel';
import { groupBy } from '../group-by.js';
import type { MappingPorts } from '../mapping-ports.js';
import { decideForConnection, type Overtaken } from './decide-for-connection.js';
import { type DecidedOrder, markDecided } from './mark-decided.js';
import { createOpenedPayloads, type OpenedPayloads } from './opened-orders.js';
import type { OrderDraft } from './order-draft.js';

const ROUNDS = 20;

export interface DecideOptions {
  readonly payloads?: OpenedPayloads;
  /** Postings that are to be planned anew although they were planned whole before. */
  readonly again?: ReadonlySet<string>;
  /** Postings that the lists, once read again, may mend: their orders are decided once more then. */
  readonly doubted?: ReadonlySet<string>;
  /** Orders that somebody else wrote meanwhile, as they are to be decided now. Default: as they are stored. */
  readonly reload?: (ids: readonly string[]) => Promise<readonly OrderDraft[]>;
}

/**
 * Decides orders and plans their postings, then writes what was decided. An order that somebody else wrote meanwhile is
 * decided again, because what was planned may be older than what they planned.
 * @throws AppError CONFLICT after twenty lost races for one order.
 */
export const decideOrders = async (
  ports: MappingPorts,
  drafts: readonly OrderDraft[],
  options: DecideOptions = {},
): Promise<void> => {
  const collection = ports.store.collection(orderSnapshots);
  const { payloads = createOpenedPayloads(ports.vault), again = new Set() } = options;
  const { doubted = new Set() } = options;
  const reload = options.reload ?? ((ids: readonly string[]) => collection.getMany(ids));
  let open = drafts;
  let overtaken: Overtaken = new Map();
  for (let round = 0; open.length > 0; round += 1) {
    if (round === ROUNDS)
      throw new AppError('CONFLICT', `An order changed ${ROUNDS} times while it was decided.`);
    const lost: string[] = [];
    const made: DecidedOrder[] = [];
    for (const [connectionId, ofConnection] of groupBy(open, ({ value }) => value.connectionId)) {
      const work = { drafts: ofConnection, payloads, again, doubted, overtaken };
      const decided = await decideForConnection(ports, connectionId, work);
      await ports.failpoint('map.planned');
      lost.push(...(await markDecided(collection, decided)));
      made.push(...decided);
    }
    overtaken = new Map(made.map(({ draft, decided }) => [draft.id, decided?.documents ?? []]));
    open = lost.length === 0 ? [] : await reload(lost);
  }
};
