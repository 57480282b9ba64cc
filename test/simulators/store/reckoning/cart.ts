/** Millionths of the main unit: the grain in which WooCommerce reckons taxes. */
export type Micro = number;

export interface CartRate {
  readonly id: number;
  readonly label: string;
  /** In thousandths of a percent: 19 % is 19,000. */
  readonly milliPercent: number;
  /** Whether it is raised on the taxes before it too. */
  readonly compound: boolean;
}

/** What a shopper is taxed by: the rates of each class, and those of shipping. */
export interface CartTaxes {
  /** By tax class; an absent class is not taxed. */
  readonly rates: Readonly<Record<string, readonly CartRate[]>>;
  readonly shippingRates: readonly CartRate[];
}

export interface CartLine {
  readonly name: string;
  readonly sku: string;
  readonly taxClass: string;
  /** As entered in the shop, so with tax where prices include it; without it for a foreign shopper. */
  readonly price: Micro;
  /** In thousandths: plugins sell a third of a metre. */
  readonly quantity: number;
  /** What coupons take off the entered amount, whole units of the store. */
  readonly off: Micro;
}

export interface CartFee {
  readonly name: string;
  /** Without tax; negative for what is given back. */
  readonly amount: Micro;
  readonly taxClass: string | null;
}

export interface CartShipping {
  readonly method: string;
  /** Without tax. */
  readonly amount: Micro;
}

/** What somebody puts into the cart of a shop, and how that shop reckons. */
export interface Cart {
  /** Of the store, 0 to 6: every printed amount has so many. */
  readonly decimals: number;
  /** Of the store: it also says how half a unit of tax is rounded. */
  readonly pricesIncludeTax: boolean;
  /** The shopper is taxed by another country: prices come without the store's own tax, taxes on top. */
  readonly isForeign: boolean;
  /** Taxes are rounded once for the order, not line by line. */
  readonly roundAtSubtotal: boolean;
  readonly taxes: CartTaxes;
  readonly lines: readonly CartLine[];
  readonly shipping: readonly CartShipping[];
  readonly fees: readonly CartFee[];
}
