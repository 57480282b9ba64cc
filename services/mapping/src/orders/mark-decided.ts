import type { OrderDecided, OrderSnapshot } from '@ml-connector/bookkeeping';
import type { Collection } from '@ml-connector/document-store';
import type { OrderDraft } from './order-draft.js';

/** An order and what was decided; `decided` null: only the shop can tell, and it was asked at `pendingSince`. */
export interface DecidedOrder {
  readonly draft: OrderDraft;
  readonly decided: OrderDecided | null;
  readonly pendingSince: string | null;
  /** Set where other rules or lists may let more of it be posted. */
  readonly openAgainst: string | null;
}

/** Writes what is known and decided, each only if nobody else wrote the order meanwhile. @returns the ids of those that somebody did. */
export const markDecided = async (
  collection: Pick<Collection<OrderSnapshot>, 'insertMany' | 'replaceMany'>,
  orders: readonly DecidedOrder[],
): Promise<readonly string[]> => {
  const marks = orders.map(
    ({ draft: { id, version, value }, decided, pendingSince, openAgainst }) => ({
      id,
      expectedVersion: version,
      value: {
        ...value,
        decided: decided ?? value.decided,
        pendingSince,
        openAgainst: decided ? openAgainst : value.openAgainst,
      },
    }),
  );
  const isNew = ({ expectedVersion }: (typeof marks)[number]): boolean => expectedVersion === 0;
  const inserts = marks.filter(isNew);
  const replacements = marks.filter((mark) => !isNew(mark));
  const [inserted, replaced] = await Promise.all([
    inserts.length === 0 ? [] : collection.insertMany(inserts),
    replacements.length === 0 ? [] : collection.replaceMany(replacements),
  ]);
  return [
    ...inserts.filter((_, index) => inserted[index] !== 'inserted'),
    ...replacements.filter((_, index) => replaced[index] !== 'replaced'),
  ].map(({ id }) => id);
};
