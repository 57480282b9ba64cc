import {
  type CustomerSnapshot,
  customerSnapshotId,
  customerSnapshots,
  foldCustomer,
  unknownCustomer,
} from '@ml-connector/bookkeeping';
import { customerGone, customerObserved, TOPICS } from '@ml-connector/contracts';
import type { DocumentStore } from '@ml-connector/document-store';
import { foldById } from './fold-by-id.js';
import type { Projection } from './projection.js';

/** What is known of each registered customer. */
export const customerProjection = (store: DocumentStore): Projection => ({
  name: 'customers',
  topic: TOPICS.customers,
  start: () =>
    foldById({
      projection: 'customers',
      definitions: [customerObserved, customerGone],
      idOf: (event) => customerSnapshotId(event.connectionId, event.data.customerId),
      fold: (state: CustomerSnapshot | null, event) =>
        foldCustomer(state ?? unknownCustomer(event.connectionId, event.data.customerId), event),
      compare: async (rebuilt) => {
        const found = await store.collection(customerSnapshots).getMany([...rebuilt.keys()]);
        const live = new Map(found.map(({ id, value }) => [id, factsOf(value)]));
        return new Map(
          [...rebuilt].map(([id, state]) => [
            id,
            { rebuilt: factsOf(state), live: live.get(id) ?? null },
          ]),
        );
      },
    }),
});

const factsOf = ({ connectionId, customerId, observed, isGone }: CustomerSnapshot) => ({
  connectionId,
  customerId,
  observed,
  isGone,
});
