import fc from 'fast-check';
import type {
  Cart,
  CartFee,
  CartLine,
  CartRate,
  CartTaxes,
} from '../simulators/store/reckoning/cart.js';
import { orderOfCart } from '../simulators/store/reckoning/order-of-cart.js';
import { reckonCart } from '../simulators/store/reckoning/reckon-cart.js';
import { type RefundOf, refundOfOrder } from '../simulators/store/reckoning/refund-of-order.js';
import type { WooOrder, WooRefund } from '../simulators/store/woo-order.js';
import { PEOPLE, PRODUCTS } from '../simulators/store/catalogue.js';

/** An order as a shop would sell it, with its refunds, as wc/v3 shows them. */
export interface GeneratedSale {
  readonly cart: Cart;
  readonly order: WooOrder;
  readonly refunds: readonly WooRefund[];
  /** The order as it was changed after it was posted; only orders that are not paid yet are. */
  readonly edited: WooOrder | null;
}

const rate = (id: number, label: string, milliPercent: number, compound = false): CartRate => ({
  id,
  label,
  milliPercent,
  compound,
});

const STANDARD = rate(1, 'MwSt. 19%', 19_000);
const REDUCED = rate(2, 'MwSt. 7%', 7_000);
const NEW_YORK = rate(3, 'New York Tax', 8_875);
const GST = rate(4, 'GST', 5_000);
const QST = rate(5, 'QST', 9_975, true);
const STATE = rate(6, 'CA State Tax', 6_000);
const COUNTY = rate(7, 'County <b>Tax</b> &amp; more', 250);
const CITY = rate(8, 'City Tax', 1_333);
const FREE = rate(9, 'Zero rate', 0);

const TAXES: readonly (CartTaxes & { readonly isForeign?: boolean })[] = [
  { rates: { '': [STANDARD], 'reduced-rate': [REDUCED] }, shippingRates: [STANDARD] },
  { rates: { '': [NEW_YORK], 'reduced-rate': [NEW_YORK] }, shippingRates: [NEW_YORK] },
  { rates: { '': [GST, QST], 'reduced-rate': [GST] }, shippingRates: [GST, QST], isForeign: true },
  {
    rates: { '': [STATE, COUNTY, CITY], 'reduced-rate': [STATE] },
    shippingRates: [],
  },
  { rates: {}, shippingRates: [STANDARD] },
  { rates: {}, shippingRates: [] },
  { rates: { '': [FREE], 'reduced-rate': [STANDARD] }, shippingRates: [FREE] },
];

/** In the store's smallest unit where it has two decimals. */
const cents = (min: number, max: number) =>
  fc.integer({ min, max }).map((amount) => amount * 10_000);

const price = fc.oneof(
  { weight: 12, arbitrary: cents(0, 30_000) },
  { weight: 2, arbitrary: cents(30_000, 2_000_000) },
  // Prices in six decimals come from plugins that reckon them.
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 90_000_000 }) },
);

const quantity = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 20 }).map((pieces) => pieces * 1_000) },
  { weight: 1, arbitrary: fc.constantFrom(333, 500, 1_250, 12_345) },
);

interface DrawnLine {
  readonly product: (typeof PRODUCTS)[number];
  readonly price: number;
  readonly quantity: number;
}
const line = fc.record<DrawnLine>({ product: fc.constantFrom(...PRODUCTS), price, quantity });

const fee: fc.Arbitrary<CartFee> = fc.record({
  name: fc.constantFrom('Geschenkverpackung', 'Pfand', 'Trinkgeld', 'Gift card <b>GC-1</b>'),
  amount: fc.oneof(
    { weight: 3, arbitrary: cents(1, 2_000) },
    { weight: 1, arbitrary: cents(-900, -1) },
  ),
  taxClass: fc.constantFrom('', null),
});

const part = <What extends 'pieces' | 'amount'>(what: What) =>
  fc.record({ what: fc.constant(what), thousandths: fc.integer({ min: 1, max: 999 }) });

const refund: fc.Arbitrary<RefundOf> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ what: 'everything' } as const) },
  { weight: 6, arbitrary: part('pieces') },
  { weight: 2, arbitrary: fc.constant({ what: 'shipping' } as const) },
  { weight: 2, arbitrary: fc.constant({ what: 'tax' } as const) },
  { weight: 2, arbitrary: part('amount') },
);

/** Small enough that several of one order are not more than was paid. */
const smallRefund: fc.Arbitrary<RefundOf> = fc.oneof(
  {
    weight: 4,
    arbitrary: part('pieces').map((one) => ({ ...one, thousandths: 1 + (one.thousandths % 300) })),
  },
  {
    weight: 2,
    arbitrary: part('amount').map((one) => ({ ...one, thousandths: 1 + (one.thousandths % 200) })),
  },
  { weight: 1, arbitrary: fc.constant({ what: 'shipping' } as const) },
);

/** What somebody does to an order that stands in the books and is not paid. */
interface Edit {
  /** Which line goes, if there are others. */
  readonly drop: number;
  /** Of the first line that stays. */
  readonly quantity: number;
  readonly more: readonly DrawnLine[];
}
const edit: fc.Arbitrary<Edit> = fc.record({
  drop: fc.nat(7),
  quantity,
  more: fc.array(line, { maxLength: 2 }),
});

/** What becomes of an order once it stands in the books. */
interface After {
  readonly refunds: readonly RefundOf[];
  readonly edit: Edit | null;
}
const after: fc.Arbitrary<After> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<After>({ refunds: [], edit: null }) },
  { weight: 2, arbitrary: refund.map((one): After => ({ refunds: [one], edit: null })) },
  {
    weight: 1,
    arbitrary: fc
      .array(smallRefund, { minLength: 2, maxLength: 3 })
      .map((refunds): After => ({ refunds, edit: null })),
  },
  { weight: 1, arbitrary: edit.map((one): After => ({ refunds: [], edit: one })) },
);

/** Rare orders that a careful bookkeeper would not type either. */
const oddity = fc.oneof(
  { weight: 1_000, arbitrary: fc.constant('none' as const) },
  { weight: 1, arbitrary: fc.constant('three-decimals' as const) },
  { weight: 1, arbitrary: fc.constant('other-currency' as const) },
  { weight: 1, arbitrary: fc.constant('negative' as const) },
);

export const generatedSale: fc.Arbitrary<GeneratedSale> = fc
  .record({
    decimals: fc.oneof(
      { weight: 40, arbitrary: fc.constant(2) },
      { weight: 1, arbitrary: fc.constant(0) },
    ),
    oddity,
    pricesIncludeTax: fc.boolean(),
    roundAtSubtotal: fc.oneof(
      { weight: 3, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    taxes: fc.constantFrom(...TAXES),
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    coupon: fc.constantFrom(0, 0, 0, 10, 33, 100),
    shipping: fc.array(
      fc.record({
        method: fc.constantFrom('Standardversand', 'Express &amp; more'),
        amount: cents(0, 2_000),
      }),
      { maxLength: 2 },
    ),
    fees: fc.array(fee, { maxLength: 2 }),
    after,
    person: fc.constantFrom(...PEOPLE),
    shopper: fc.nat(9),
    id: fc.integer({ min: 1, max: 9_000_000 }),
  })
  .map((drawn): GeneratedSale => {
    const { refunds, edit: change } = drawn.after;
    const decimals = drawn.oddity === 'three-decimals' ? 3 : drawn.decimals;
    const orderOf = (lines: readonly DrawnLine[]): { cart: Cart; order: WooOrder } => {
      const cart = withinTotal(
        {
          decimals,
          pricesIncludeTax: drawn.pricesIncludeTax,
          isForeign: drawn.pricesIncludeTax && drawn.taxes.isForeign === true,
          // Without decimals a single rounding is a whole unit, which no limit lets through: rarely.
          roundAtSubtotal: drawn.roundAtSubtotal && (decimals === 2 || drawn.id % 30 === 0),
          taxes: drawn.taxes,
          lines: withCoupon(lines, drawn.coupon, decimals),
          shipping: drawn.shipping,
          fees: drawn.fees,
        },
        drawn.oddity === 'negative',
      );
      const order = orderOfCart(cart, {
        id: drawn.id,
        number: `${drawn.id}`,
        status: 'processing',
        currency: drawn.oddity === 'other-currency' ? 'CHF' : 'EUR',
        customerId: 0,
        billing: {
          first_name: drawn.person.first,
          last_name: drawn.person.last,
          company: drawn.person.company,
          address_1: 'Musterstraße 1',
          address_2: '',
          city: 'Berlin',
          state: '',
          postcode: '10115',
          country: 'DE',
          email: `shopper${drawn.shopper}@example.test`,
          phone: '',
        },
        paymentMethod: 'bacs',
        createdAt: '2026-05-05T10:00:00',
        coupons: drawn.coupon === 0 ? [] : ['ten%off'],
      });
      return { cart, order: change ? { ...order, date_paid: null, date_paid_gmt: null } : order };
    };
    const { cart, order } = orderOf(drawn.lines);
    return {
      cart,
      order,
      refunds: order.total.startsWith('-')
        ? []
        : refunds.flatMap(
            (wish, index) =>
              refundOfOrder(order, wish, { id: drawn.id * 10 + index, decimals }) ?? [],
          ),
      edited: change ? orderOf(editedLines(drawn.lines, change)).order : null,
    };
  });

const editedLines = (
  lines: readonly DrawnLine[],
  { drop, quantity: pieces, more }: Edit,
): readonly DrawnLine[] => {
  const kept = lines.filter((_, index) => index !== drop || lines.length === 1);
  return [...kept.map((one, index) => (index === 0 ? { ...one, quantity: pieces } : one)), ...more];
};

/** A cart gives back no more than it takes; an order that a plugin wrote may. */
const withinTotal = (cart: Cart, isNegative: boolean): Cart => {
  const credit = { name: 'Store credit', amount: -900_000_000_000_000, taxClass: null };
  if (isNegative) return { ...cart, fees: [...cart.fees, credit] };
  if (reckonCart(cart).total >= 0) return cart;
  return { ...cart, fees: cart.fees.filter(({ amount }) => amount > 0) };
};

/** Each line gets its part in whole units; what rounding leaves over goes to the first lines. */
const withCoupon = (
  lines: readonly DrawnLine[],
  percent: number,
  decimals: number,
): readonly CartLine[] => {
  const unit = 10 ** (6 - decimals);
  const entered = lines.map((one) => Math.round((one.price * one.quantity) / 1_000));
  const floors = entered.map((amount) => Math.floor((amount * percent) / 100 / unit));
  const wanted = Math.floor(
    (entered.reduce((sum, amount) => sum + amount, 0) * percent) / 100 / unit,
  );
  let left = wanted - floors.reduce((sum, amount) => sum + amount, 0);
  return lines.map(({ product, ...one }, index): CartLine => {
    const floor = (floors[index] ?? 0) * unit;
    const room = (entered[index] ?? 0) - floor;
    const more = left > 0 && room >= unit ? unit : 0;
    if (more > 0) left -= 1;
    return {
      ...one,
      name: product.name,
      sku: product.sku,
      taxClass: product.taxClass,
      off: floor + more,
    };
  });
};
