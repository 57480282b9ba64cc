import type { OrderDecided, OrderSnapshot } from '@ml-connector/bookkeeping';
import type { Collection, Stored } from '@ml-connector/document-store';

/** A snapshot and what was decided from it; `null`: it still waits. */
export interface DecidedOrder {
  readonly stored: Stored<OrderSnapshot>;
  readonly decided: OrderDecided | null;
  /** Set where other rules or lists may let more of it be posted. */
  readonly openAgainst: string | null;
}

/** Notes decisions, each only if the snapshot is still the one that was decided from. @returns the ids of those that changed. */
export const markDecided = async (
  collection: Pick<Collection<OrderSnapshot>, 'replaceMany'>,
  orders: readonly DecidedOrder[],
): Promise<readonly string[]> => {
  const marks = orders.flatMap(({ stored: { id, version, value }, decided, openAgainst }) =>
    decided === null
      ? []
      : [
          {
            id,
            expectedVersion: version,
            value: {
              ...value,
              decided,
              pendingSince: null,
              openAgainst,
            },
          },
        ],
  );
  if (marks.length === 0) return [];
  const outcomes = await collection.replaceMany(marks);
  return marks.filter((_, index) => outcomes[index] !== 'replaced').map(({ id }) => id);
};
