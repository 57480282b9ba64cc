import type { RulesInput } from '@ml-connector/connections';
import { rateKey, type TaxItemRates } from './predicted-tax.js';
import type { SeedOptions } from '../simulators/company/index.js';

/** A way in which tax stands in the documents, and the rules that ask for it. */
export interface TaxModeCase {
  /** As file names have it. */
  readonly name: string;
  readonly title: string;
  readonly rules: Partial<RulesInput>;
}

const named = (names: Readonly<Record<string, string>>): Partial<RulesInput> => ({
  taxMode: 'quickbooks',
  taxItems: names,
});

/** By the rates of the captured store and those of generated orders: ids, labels, several of them together. */
const TAX_ITEMS = {
  'MwSt. 19%': 'VAT 19',
  'MwSt. 7%': 'VAT 7',
  'CA Sales Tax': 'California 7.25',
  'New York Tax': 'New York 8.875',
  GST: 'GST 5',
  'GST + QST': 'GST and QST',
  'CA State Tax': 'State 6',
  'CA State Tax + County <b>Tax</b> &amp; more + City Tax': 'State, county and city',
};

/** What a bookkeeper would have made: sales tax items and groups for those rates, an account for cents. */
export const TAX_SEED = {
  accounts: [['Cash Over and Short', 'Expense']],
  salesTaxes: [
    ['VAT 19', '19.00'],
    ['VAT 7', '7.00'],
    ['California 7.25', '7.25'],
    ['New York 8.875', '8.875'],
    ['GST 5', '5.00'],
    // QuickBooks raises no tax on a tax: 9.975 % of 105 %.
    ['QST on GST', '10.47375'],
    ['State 6', '6.00'],
    ['County 0.25', '0.25'],
    ['City 1.333', '1.333'],
  ],
  salesTaxGroups: [
    ['GST and QST', ['GST 5', 'QST on GST']],
    ['State, county and city', ['State 6', 'County 0.25', 'City 1.333']],
  ],
} as const satisfies SeedOptions;

export const TAX_MODES: readonly TaxModeCase[] = [
  { name: 'line', title: 'tax as a line with a sales tax item', rules: { taxMode: 'line' } },
  {
    name: 'other-charge',
    title: 'tax as an other-charge line',
    rules: { taxMode: 'other-charge' },
  },
  {
    name: 'quickbooks',
    title: 'tax computed by QuickBooks, as lines where it cannot',
    rules: { ...named(TAX_ITEMS), taxFallback: 'line' },
  },
];

/** The same without the way out: what QuickBooks cannot compute is held. */
export const COMPUTED_OR_HELD: TaxModeCase = {
  name: 'computed-or-held',
  title: 'tax computed by QuickBooks or held',
  rules: named(TAX_ITEMS),
};

/** By the ids of generated rates: the percentages of the item or group that the rules name for them. */
export const TAX_ITEM_RATES: TaxItemRates = new Map([
  [rateKey([1]), ['19']],
  [rateKey([2]), ['7']],
  [rateKey([3]), ['8.875']],
  [rateKey([4]), ['5']],
  [rateKey([4, 5]), ['5', '10.47375']],
  [rateKey([6]), ['6']],
  [rateKey([6, 7, 8]), ['6', '0.25', '1.333']],
]);
