/** What a person set in the company file; part of the file, and so of its backups. */
export interface CompanySettings {
  readonly companyName: string;
  readonly legalName: string;
  readonly isSample: boolean;
  /** A label only: the file holds one currency. */
  readonly homeCurrency: string;
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
  salesTaxOn: true,
  closingDate: undefined,
  salesOrders: true,
  keepsCreditPayments: true,
  defaultTaxItem: '',
  taxableCode: '',
  nonTaxableCode: '',
};
