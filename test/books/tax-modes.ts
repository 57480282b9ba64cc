import type { RulesInput } from '@ml-connector/connections';

/** A way in which tax stands in the documents, and the rules that ask for it. */
export interface TaxModeCase {
  /** As file names have it. */
  readonly name: string;
  readonly title: string;
  readonly rules: Partial<RulesInput>;
}

export const TAX_MODES: readonly TaxModeCase[] = [
  { name: 'line', title: 'tax as a line with a sales tax item', rules: { taxMode: 'line' } },
  {
    name: 'other-charge',
    title: 'tax as an other-charge line',
    rules: { taxMode: 'other-charge' },
  },
];
