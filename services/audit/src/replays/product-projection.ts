import {
  foldProduct,
  type ProductSnapshot,
  productSnapshotId,
  productSnapshots,
  unknownProduct,
} from '@ml-connector/bookkeeping';
import { productGone, productObserved, TOPICS } from '@ml-connector/contracts';
import type { DocumentStore } from '@ml-connector/document-store';
import { foldById } from './fold-by-id.js';
import type { Projection } from './projection.js';

/** In which categories products were found. */
export const productProjection = (store: DocumentStore): Projection => ({
  name: 'products',
  topic: TOPICS.orders,
  start: () =>
    foldById({
      projection: 'products',
      definitions: [productObserved, productGone],
      idOf: (event) => productSnapshotId(event.connectionId, event.data.productId),
      fold: (state: ProductSnapshot | null, event) =>
        foldProduct(state ?? unknownProduct(event.connectionId, event.data.productId), event),
      compare: async (rebuilt) => {
        const found = await store.collection(productSnapshots).getMany([...rebuilt.keys()]);
        const live = new Map(found.map(({ id, value }) => [id, value]));
        return new Map(
          [...rebuilt].map(([id, state]) => [id, { rebuilt: state, live: live.get(id) ?? null }]),
        );
      },
    }),
});
