import type { BooksContext } from './books-context.js';
import type { ListRef, NamedFact } from './company-facts.js';
import { holdReason } from './hold-reasons.js';
import type { Readable } from './sale-line.js';

/** How tax stands in a document of this company file. */
export interface TaxWay {
  /**
   * `line`: its lines carry a sales tax item, which keeps them in the sales tax reports; `other-charge`: they do not;
   * `computed`: there are none, QuickBooks computes the tax.
   */
  readonly mode: 'line' | 'other-charge' | 'computed';
  /** Whom the sales tax item is paid to; set with the mode `line`. */
  readonly agency: NamedFact | null;
  /** The code of every line on which QuickBooks computes no tax; `null` where sales tax is off. */
  readonly nonTaxable: ListRef | null;
  /** Set with the mode `computed`: the document's tax item or group, and the code of its taxed lines and its customer. */
  readonly computed: { readonly item: ListRef; readonly taxable: ListRef } | null;
}

/**
 * Tax as lines, by rule; an other-charge line where sales tax is off or the file has no agency. With sales tax on every line carries
 * the non-taxable code in either mode: a line without one would get its item's.
 */
export const chooseTax = ({
  rules,
  company,
}: Pick<BooksContext, 'rules' | 'company'>): Readable<TaxWay> => {
  const nonTaxable = company.salesTax?.nonTaxable ?? null;
  const plain: TaxWay = { mode: 'other-charge', agency: null, nonTaxable, computed: null };
  if (rules.taxMode === 'other-charge' || nonTaxable === null) return { value: plain };
  const { taxAgencies } = company;
  const named = rules.taxAgency;
  if (named !== null) {
    const agency = taxAgencies.find(({ name }) => name.toLowerCase() === named.toLowerCase());
    return agency
      ? { value: { mode: 'line', agency, nonTaxable, computed: null } }
      : { hold: holdReason('TAX_AGENCY_UNKNOWN', `The rules name ${named}.`) };
  }
  const [agency, another] = taxAgencies;
  if (!agency) return { value: plain };
  return another
    ? { hold: holdReason('TAX_AGENCY_NEEDED', `It has ${taxAgencies.length}.`) }
    : { value: { mode: 'line', agency, nonTaxable, computed: null } };
};
