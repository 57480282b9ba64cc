/** A tax rate of the store. */
export interface TaxRate {
  readonly id: number;
  readonly code: string;
  readonly label: string;
  /** In thousandths of a percent: 19 % is 19,000. */
  readonly milliPercent: number;
  /** Whether it is raised on the taxes before it too. */
  readonly compound: boolean;
}

/** What is taxed how in one order. */
export interface TaxScenario {
  readonly name: string;
  readonly pricesIncludeTax: boolean;
  /** By tax class; an absent class is not taxed. */
  readonly rates: Readonly<Record<string, readonly TaxRate[]>>;
  readonly shippingRates: readonly TaxRate[];
  readonly exempt: boolean;
  readonly country: string;
  readonly state: string;
}

const rate = (id: number, code: string, label: string, milliPercent: number): TaxRate => ({
  id,
  code,
  label,
  milliPercent,
  compound: false,
});

const STANDARD = rate(1, 'DE-MWST. 19%-1', 'MwSt. 19%', 19_000);
const REDUCED = rate(2, 'DE-MWST. 7%-1', 'MwSt. 7%', 7_000);
const NEW_YORK = rate(3, 'US-NY-NEW YORK TAX-1', 'New York Tax', 8_875);
const GST = rate(4, 'CA-GST-1', 'GST', 5_000);
const QST = { ...rate(5, 'CA-QC-QST-2', 'QST', 9_975), compound: true };
const SHIPPING_ONLY = rate(6, 'DE-VERSAND-1', 'Versand 19%', 19_000);

const german = { country: 'DE', state: '', exempt: false } as const;

export const TAX_SCENARIOS: readonly [TaxScenario, ...TaxScenario[]] = [
  {
    ...german,
    name: 'German prices with tax, two rates',
    pricesIncludeTax: true,
    rates: { '': [STANDARD], 'reduced-rate': [REDUCED] },
    shippingRates: [STANDARD],
  },
  {
    name: 'prices without tax, one rate of three decimals',
    pricesIncludeTax: false,
    rates: { '': [NEW_YORK], 'reduced-rate': [NEW_YORK] },
    shippingRates: [NEW_YORK],
    exempt: false,
    country: 'US',
    state: 'NY',
  },
  {
    name: 'two rates, one raised on the other',
    pricesIncludeTax: false,
    rates: { '': [GST, QST], 'reduced-rate': [GST] },
    shippingRates: [GST, QST],
    exempt: false,
    country: 'CA',
    state: 'QC',
  },
  {
    ...german,
    name: 'only shipping taxed',
    pricesIncludeTax: true,
    rates: {},
    shippingRates: [SHIPPING_ONLY],
  },
  {
    ...german,
    name: 'tax exempt',
    pricesIncludeTax: true,
    rates: {},
    shippingRates: [],
    exempt: true,
    country: 'AT',
  },
];
