import {
  type CustomerSnapshot,
  customerSnapshotId,
  customerSnapshots,
  foldCustomer,
  unknownCustomer,
} from '@ml-connector/bookkeeping';
import { customerGone, customerObserved, type EventOf } from '@ml-connector/contracts';
import type { Stored } from '@ml-connector/document-store';
import { isoTime } from '@ml-connector/kernel';
import { foldDocuments } from '../fold-documents.js';
import { groupBy } from '../group-by.js';
import type { MappingPorts } from '../mapping-ports.js';

export const CUSTOMER_EVENTS = [customerObserved, customerGone] as const;
export type CustomerEvent = EventOf<(typeof CUSTOMER_EVENTS)[number]>;

/** Folds observations into the snapshots of their customers. @returns the snapshots as they stand. */
export const foldCustomers = async (
  { store, clock }: Pick<MappingPorts, 'store' | 'clock'>,
  events: readonly CustomerEvent[],
): Promise<readonly Stored<CustomerSnapshot>[]> => {
  const byCustomer = groupBy(events, ({ connectionId, data }) =>
    customerSnapshotId(connectionId, data.customerId),
  );
  const now = isoTime(clock.now());
  return foldDocuments(
    store.collection(customerSnapshots),
    [...byCustomer.keys()],
    (id, current) => {
      const told = byCustomer.get(id) ?? [];
      const [first] = told;
      if (!first) return current;
      const known = current ?? unknownCustomer(first.connectionId, first.data.customerId);
      const folded = told.reduce(foldCustomer, known);
      return isUndecidedCustomer(folded) && folded.pendingSince === null
        ? { ...folded, pendingSince: now }
        : folded;
    },
  );
};

/** Whether the customer was observed in a state that no decision has seen; its end changes nothing in the books. */
export const isUndecidedCustomer = ({ observed, decided }: CustomerSnapshot): boolean =>
  observed !== null && decided?.content !== contentOfCustomer(observed);

export const contentOfCustomer = (observed: NonNullable<CustomerSnapshot['observed']>): string =>
  observed.isAmbiguous ? `${observed.contentHash} ambiguous` : observed.contentHash;
