/** What a person set in the company file; part of the file, and so of its backups. */
export interface CompanySettings {
  readonly companyName: string;
  readonly legalName: string;
  readonly isSample: boolean;
  /** Its code. */
  readonly homeCurrency: string;
  /** Whether the file keeps several currencies; each customer and account then has one, for ever. */
  readonly multiCurrency: boolean;
  /** ListID of the home currency, where the file keeps several. */
  readonly homeCurrencyId: string;
  readonly salesTaxOn: boolean;
  /** Documents dated on or before it are closed; `YYYY-MM-DD`. */
  readonly closingDate: string | undefined;
  /** Sales orders exist in Premier and Enterprise only. */
  readonly salesOrders: boolean;
  /** Whether a payment of nothing that only sets credits off stays in the file: which of the two is not known for certain. */
  readonly keepsCreditPayments: boolean;
  readonly defaultTaxItem: string;
  readonly taxableCode: string;
  readonly nonTaxableCode: string;
}

/** Settings of a file before its seed fills in the ids of its lists. */
export const INITIAL_SETTINGS: CompanySettings = {
  companyName: 'Sample Trading Company',
  legalName: 'Sample Trading Company LLC',
  isSample: false,
  homeCurrency: 'USD',
  multiCurrency: false,
  homeCurrencyId: '',
  salesTaxOn: true,
  closingDate: undefined,
  salesOrders: true,
  keepsCreditPayments: true,
  defaultTaxItem: '',
  taxableCode: '',
  nonTaxableCode: '',
};
