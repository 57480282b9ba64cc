import { type BuyerDocument, buyerId, buyers } from '@ml-connector/bookkeeping';
import { foldDocuments } from '../fold-documents.js';
import type { MappingPorts } from '../mapping-ports.js';

/** Keeps what the customers were planned from; what was told later stays. After the postings: who dies before plans again. */
export const writeBuyers = async (
  { store }: Pick<MappingPorts, 'store'>,
  news: readonly BuyerDocument[],
): Promise<void> => {
  const byId = new Map(
    news.map((buyer) => [buyerId(buyer.connectionId, buyer.sourceId), buyer] as const),
  );
  await foldDocuments(store.collection(buyers), [...byId.keys()], (id, current) => {
    const buyer = byId.get(id);
    if (!buyer) return current;
    const isOlder =
      current !== null &&
      ((current.isFromRecord && !buyer.isFromRecord) ||
        (current.isFromRecord === buyer.isFromRecord && current.toldAt > buyer.toldAt));
    return isOlder ? current : buyer;
  });
};
