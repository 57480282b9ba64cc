import { multiplyDivide, sum } from '../minor-units.js';
import type { Cart, CartFee, CartLine, CartRate, CartShipping, Micro } from './cart.js';
import { exclusiveTaxes, inclusiveTaxes, type RateTax, roundTo } from './woo-taxes.js';

/** A part of an order: what is printed is rounded to the store's decimals. */
export interface ReckonedPart {
  /** Without tax, as it is added up. */
  readonly net: Micro;
  readonly printedNet: Micro;
  readonly printedTax: Micro;
  /** Each to six decimals. */
  readonly taxes: readonly RateTax[];
}

export interface ReckonedLine {
  readonly line: CartLine;
  /** Before and after discounts. */
  readonly subtotal: ReckonedPart;
  readonly total: ReckonedPart;
}

export interface ReckonedRate {
  readonly rate: CartRate;
  readonly onGoods: Micro;
  readonly onShipping: Micro;
}

/** Everything that a shop shows of an order, in its own arithmetic. */
export interface ReckonedOrder {
  readonly lines: readonly ReckonedLine[];
  readonly shipping: readonly { readonly charge: CartShipping; readonly part: ReckonedPart }[];
  readonly fees: readonly { readonly fee: CartFee; readonly part: ReckonedPart }[];
  readonly rates: readonly ReckonedRate[];
  readonly total: Micro;
  readonly totalTax: Micro;
}

/**
 * An order as WooCommerce reckons it: taxes to six decimals, rounded line by line or once for the order; in prices that
 * include tax, what is left after the tax is the net amount.
 */
export const reckonCart = (cart: Cart): ReckonedOrder => {
  const lines = cart.lines.map((line) => reckonLine(cart, line));
  const shipping = cart.shipping.map((charge) => ({
    charge,
    part: chargePart(cart, charge.amount, cart.taxes.shippingRates),
  }));
  const fees = cart.fees.map((fee) => ({
    fee,
    part: chargePart(cart, fee.amount, ratesOf(cart, fee.taxClass)),
  }));
  const goods = [...lines.map(({ total }) => total), ...fees.map(({ part }) => part)];
  const carried = shipping.map(({ part }) => part);
  const used = new Map(
    [...goods, ...carried].flatMap(({ taxes }) => taxes.map(({ rate }) => [rate.id, rate])),
  );
  const rates = [...used.values()].map((rate) => ({
    rate,
    onGoods: taxOfRate(cart, goods, rate),
    onShipping: taxOfRate(cart, carried, rate),
  }));
  const totalTax = sum(rates.flatMap(({ onGoods, onShipping }) => [onGoods, onShipping]));
  const added = [...goods, ...carried].map((part) =>
    cart.roundAtSubtotal ? part.net : part.printedNet,
  );
  return {
    lines,
    shipping,
    fees,
    rates,
    total: roundTo(sum(added), cart.decimals) + totalTax,
    totalTax,
  };
};

const reckonLine = (cart: Cart, line: CartLine): ReckonedLine => {
  const entered = multiplyDivide(line.price, line.quantity, 1_000);
  const rates = ratesOf(cart, line.taxClass);
  return {
    line,
    subtotal: enteredPart(cart, entered, rates),
    total: enteredPart(cart, entered - line.off, rates),
  };
};

const ratesOf = ({ taxes }: Cart, taxClass: string | null): readonly CartRate[] =>
  taxClass === null ? [] : (taxes.rates[taxClass] ?? []);

const enteredPart = (cart: Cart, entered: Micro, rates: readonly CartRate[]): ReckonedPart => {
  if (!cart.pricesIncludeTax || cart.isForeign) return chargePart(cart, entered, rates);
  const taxes = inclusiveTaxes(entered, rates);
  return part(cart, entered - sum(taxes.map(({ amount }) => amount)), taxes);
};

const chargePart = (cart: Cart, net: Micro, rates: readonly CartRate[]): ReckonedPart =>
  part(cart, net, exclusiveTaxes(net, rates));

const part = (cart: Cart, net: Micro, taxes: readonly RateTax[]): ReckonedPart => ({
  net,
  printedNet: roundTo(net, cart.decimals),
  printedTax: roundTo(sum(taxes.map(({ amount }) => lineTax(cart, amount))), cart.decimals),
  taxes,
});

const lineTax = (cart: Cart, amount: Micro): Micro =>
  cart.roundAtSubtotal ? amount : roundTax(cart, amount);

const roundTax = ({ decimals, pricesIncludeTax }: Cart, amount: Micro): Micro =>
  roundTo(amount, decimals, pricesIncludeTax ? 'down' : 'up');

const taxOfRate = (cart: Cart, parts: readonly ReckonedPart[], { id }: CartRate): Micro =>
  roundTax(
    cart,
    sum(
      parts.flatMap(({ taxes }) =>
        taxes.filter(({ rate }) => rate.id === id).map(({ amount }) => lineTax(cart, amount)),
      ),
    ),
  );
