import {
  askToRead,
  type CustomerSnapshot,
  customerSnapshots,
  sourceVersionOf,
} from '@ml-connector/bookkeeping';
import type { Connection } from '@ml-connector/connections';
import type { Stored } from '@ml-connector/document-store';
import { isoTime } from '@ml-connector/kernel';
import { groupBy } from '../group-by.js';
import type { MappingPorts } from '../mapping-ports.js';
import { openAgainst } from '../orders/is-undecided.js';
import { planDocuments } from '../planning/plan-documents.js';
import { writeBuyers } from '../planning/write-buyers.js';
import { findCustomers, type FoundCustomer } from './find-customers.js';
import { contentOfCustomer } from './fold-customers.js';

/** Decides which registered customers become, or change, customers of the books, and plans their postings. */
export const decideCustomers = async (
  ports: MappingPorts,
  snapshots: readonly Stored<CustomerSnapshot>[],
): Promise<void> => {
  for (const [connectionId, stored] of groupBy(snapshots, ({ value }) => value.connectionId)) {
    const connection = await ports.connections.get(connectionId);
    if (connection?.state === 'active') await decideOfShop(ports, connection, stored);
    else
      await mark(
        ports,
        stored.map((one) => ({ stored: one, against: null, rulesVersion: 0 })),
      );
  }
};

const decideOfShop = async (
  ports: MappingPorts,
  connection: Connection,
  snapshots: readonly Stored<CustomerSnapshot>[],
): Promise<void> => {
  const { id: connectionId, rulesVersion } = connection;
  const askedAt = isoTime(ports.clock.now());
  await askToRead(
    ports.store,
    snapshots
      .filter(({ value }) => value.observed?.isAmbiguous)
      .map(({ value }) => ({
        connectionId,
        what: 'customer',
        sourceId: value.customerId,
        reason: 'ambiguous',
        askedAt,
      })),
  );
  const { found, companyRevision, readUpTo } = await findCustomers(ports, connection, snapshots);
  const toPlan = found.filter(isToPlan);
  await planDocuments(
    ports,
    connectionId,
    toPlan.map(({ snapshot, chosen, shopper }) => ({
      document: chosen.document,
      shopper,
      rulesVersion,
      readUpTo,
      sourceVersion: snapshot.observed ? sourceVersionOf(snapshot.observed) : '',
    })),
  );
  await writeBuyers(
    ports,
    toPlan.flatMap(({ chosen }) => chosen.news ?? []),
  );
  const open = new Set(
    found.filter(({ chosen }) => chosen.document.hold !== null).map(({ snapshot }) => snapshot),
  );
  const against = openAgainst({ connectionRevision: connection.revision, companyRevision });
  await mark(
    ports,
    snapshots
      .filter(({ value }) => !value.observed?.isAmbiguous)
      .map((stored) => ({
        stored,
        against: open.has(stored.value) ? against : null,
        rulesVersion,
      })),
  );
};

/** A customer who only waits for the first reading of the lists needs nobody's attention. */
const isToPlan = ({ chosen }: FoundCustomer): boolean =>
  chosen.news !== null ||
  (chosen.document.hold !== null && chosen.document.hold.code !== 'COMPANY_NOT_READ');

interface Mark {
  readonly stored: Stored<CustomerSnapshot>;
  readonly against: string | null;
  readonly rulesVersion: number;
}

/** A customer that was observed anew meanwhile stays marked for the sweep, or for the batch that brings it. */
const mark = async (
  { store }: Pick<MappingPorts, 'store'>,
  marks: readonly Mark[],
): Promise<void> => {
  if (marks.length === 0) return;
  await store.collection(customerSnapshots).replaceMany(
    marks.map(({ stored: { id, version, value }, against, rulesVersion }) => ({
      id,
      expectedVersion: version,
      value: {
        ...value,
        decided: value.observed && { content: contentOfCustomer(value.observed), rulesVersion },
        pendingSince: null,
        openAgainst: against,
      },
    })),
  );
};
