import type { Shop } from '../harness/shop.js';
import type { Happening } from './month-of-sales.js';
import type { MovableClock } from './movable-clock.js';

const DAY = 86_400_000;

/**
 * Lets everything happen in the order of its time; the shop delivers what it tells at the end of each day, and every so many
 * days the Web Connector runs an update.
 */
export const liveMonth = async (
  { store, connector }: Pick<Shop, 'store' | 'connector'>,
  clock: MovableClock,
  {
    happenings,
    daysAnUpdate,
  }: { readonly happenings: readonly Happening[]; readonly daysAnUpdate: number },
): Promise<void> => {
  const byDay = new Map<number, Happening[]>();
  const keep = (coming: readonly Happening[]): void => {
    for (const one of coming) {
      const day = Math.floor(one.at / DAY);
      byDay.set(day, [...(byDay.get(day) ?? []), one]);
    }
  };
  keep(happenings);
  for (let days = 1; byDay.size > 0; days += 1) {
    const day = Math.min(...byDay.keys());
    for (let next = takeFirst(byDay, day); next; next = takeFirst(byDay, day)) {
      const happening = next;
      keep(clock.at(happening.at, () => happening.act(store)));
    }
    byDay.delete(day);
    await store.deliver();
    if (days % daysAnUpdate === 0) await connector.runUpdate();
  }
};

const takeFirst = (byDay: ReadonlyMap<number, Happening[]>, day: number): Happening | undefined => {
  const today = byDay.get(day) ?? [];
  const first = today.reduce<Happening | undefined>(
    (found, one) => (found === undefined || one.at < found.at ? one : found),
    undefined,
  );
  if (first) today.splice(today.indexOf(first), 1);
  return first;
};
