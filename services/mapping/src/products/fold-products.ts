import {
  foldProduct,
  type ProductEvent,
  productSnapshotId,
  productSnapshots,
  unknownProduct,
} from '@ml-connector/bookkeeping';
import { productGone, productObserved } from '@ml-connector/contracts';
import { foldDocuments } from '../fold-documents.js';
import { groupBy } from '../group-by.js';
import type { MappingPorts } from '../mapping-ports.js';
import type { OrderEvent } from '../orders/fold-orders.js';

export const PRODUCT_EVENTS = [productObserved, productGone] as const;

export const isOfProduct = (event: OrderEvent | ProductEvent): event is ProductEvent =>
  PRODUCT_EVENTS.some(({ type }) => type === event.type);

/** Folds readings into what is known of their products. Orders that wait for them are found by their own mark. */
export const foldProducts = async (
  { store }: Pick<MappingPorts, 'store'>,
  events: readonly ProductEvent[],
): Promise<void> => {
  const byProduct = groupBy(events, ({ connectionId, data }) =>
    productSnapshotId(connectionId, data.productId),
  );
  await foldDocuments(store.collection(productSnapshots), [...byProduct.keys()], (id, current) => {
    const told = byProduct.get(id) ?? [];
    const [first] = told;
    if (!first) return current;
    const known = current ?? unknownProduct(first.connectionId, first.data.productId);
    return told.reduce(foldProduct, known);
  });
};
