import { asText, asUnits } from '../simulators/store/minor-units.js';
import type { RefundWish } from '../simulators/store/refund-orders.js';
import { type SeededRandom, seededRandom } from '../simulators/store/seeded-random.js';
import type { StoreSimulator } from '../simulators/store/store-simulator.js';
import type { WooLine, WooOrder } from '../simulators/store/woo-order.js';

/** Something that happens in the shop. */
export interface Happening {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What follows from it later. */
  act(store: StoreSimulator): readonly Happening[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** January, UTC: the shop's own days begin an hour earlier, so the last order of all is one of February. */
export const MONTH_BEGINS = Date.parse('2026-01-01T00:00:00Z');
export const MONTH_DAYS = 31;

/**
 * A month of a shop: orders at every time of the day, most of them paid, some on delivery or by bank transfer; refunds of
 * everything, of pieces, of shipping, of an amount, and several of one order; orders that are edited before and after they
 * are posted, paid later, or cancelled. The same for the same seed.
 */
export const monthOfSales = (orders: number, seed: number): readonly Happening[] => {
  const random = seededRandom(seed);
  return Array.from({ length: orders }, () =>
    saleAt(
      MONTH_BEGINS + random.whole(0, MONTH_DAYS * DAY - 1),
      seededRandom(random.whole(1, 1e9)),
    ),
  );
};

const saleAt = (at: number, random: SeededRandom): Happening => ({
  at,
  act: (store) => {
    const order = store.state.generate(store.state.ids, at);
    const kind = random.whole(1, 100);
    if (kind <= 70) {
      store.sellOrder(order, 'checkout');
      return afterPaid(order.id, at, random);
    }
    const unpaid = { ...order, date_paid: null, date_paid_gmt: null };
    Object.assign(unpaid, { date_completed: null, date_completed_gmt: null });
    const onDelivery = kind <= 90;
    store.sellOrder({ ...unpaid, status: onDelivery ? 'processing' : 'on-hold' }, 'checkout');
    return onDelivery ? afterSent(order.id, at, random) : [paid(order.id, at, random)];
  },
});

/** Up to four days later: before or after the next update of the books. */
const later = (at: number, random: SeededRandom): number =>
  at + random.whole(1, 4 * 24 * 60) * 60_000;

const then = (
  at: number,
  random: SeededRandom,
  act: (store: StoreSimulator, at: number) => readonly Happening[] | undefined,
): Happening => {
  const moment = later(at, random);
  return { at: moment, act: (store) => act(store, moment) ?? [] };
};

const refunded = (
  orderId: number,
  at: number,
  random: SeededRandom,
  wish: (order: WooOrder) => RefundWish,
): Happening =>
  then(at, random, (store) => {
    const order = store.state.orders.get(orderId);
    if (order) refundWhatIsLeft(store, order, wish(order));
    return [];
  });

/** The shop refuses to pay back more than is left: then nothing happens. */
const refundWhatIsLeft = (store: StoreSimulator, { id }: WooOrder, wish: RefundWish): void => {
  try {
    store.refund(id, wish);
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'Invalid refund amount.') throw error;
  }
};

const afterPaid = (id: number, at: number, random: SeededRandom): readonly Happening[] => {
  const kind = random.whole(1, 100);
  if (kind <= 4) return [refunded(id, at, random, () => ({ everything: true }))];
  if (kind <= 9) return [refunded(id, at, random, pieceOf)];
  if (kind <= 12) return [refunded(id, at, random, thirdOf)];
  if (kind <= 14) return [refunded(id, at, random, shippingOf)];
  if (kind <= 17) {
    const first = refunded(id, at, random, pieceOf);
    return [first, refunded(id, first.at, random, () => ({ remaining: true }))];
  }
  if (kind <= 21)
    return [
      then(at, random, (store) => {
        store.edit(id, { shipping: { address_1: `Neue Straße ${id}` } });
        return [];
      }),
    ];
  if (kind <= 22)
    return [
      then(at, random, (store) => {
        store.changeStatus(id, 'cancelled');
        return [];
      }),
    ];
  return [];
};

const afterSent = (id: number, at: number, random: SeededRandom): readonly Happening[] => {
  const kind = random.whole(1, 100);
  if (kind <= 10)
    return [
      then(at, random, (store) => {
        store.changeStatus(id, 'cancelled');
        return [];
      }),
    ];
  if (kind > 60) return [paid(id, at, random)];
  const pieces = random.whole(5, 9);
  return [
    then(at, random, (store, moment) => {
      const lineId = largestLine(store.state.orders.get(id))?.id;
      if (lineId !== undefined) store.edit(id, { quantity: { lineId, quantity: pieces } });
      return kind <= 30 ? [] : [paid(id, moment, random)];
    }),
  ];
};

const paid = (id: number, at: number, random: SeededRandom): Happening =>
  then(at, random, (store, moment) => {
    store.changeStatus(id, random.chance(50) ? 'completed' : 'processing');
    return random.chance(20) ? afterPaid(id, moment, random) : [];
  });

const largestLine = (order: WooOrder | undefined): WooLine | undefined =>
  order?.line_items.toSorted((a, b) => asUnits(b.total, 2) - asUnits(a.total, 2))[0];

const pieceOf = (order: WooOrder): RefundWish => ({
  lines: [{ lineId: largestLine(order)?.id ?? 0, quantity: 1 }],
});

const thirdOf = ({ total }: WooOrder): RefundWish => ({
  amount: asText(Math.max(1, Math.floor(asUnits(total, 2) / 3)), 2),
});

/** An order that was sent for nothing gets back its third instead. */
const shippingOf = (order: WooOrder): RefundWish =>
  order.shipping_lines.some(({ total }) => asUnits(total, 2) > 0)
    ? { shipping: true }
    : thirdOf(order);
