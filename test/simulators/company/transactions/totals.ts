import { textOf, groupsOf } from '../fields.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Line, ListObject, Transaction } from '../ledger/records.js';
import { percentOf } from './cents.js';

/** The tax item of a document and whether its customer pays tax at all. */
export interface TaxTerms {
  readonly item: ListObject | undefined;
  readonly customerTaxable: boolean;
}

/** Subtotal, tax and total in cents: the header's rate on the sum of the taxable lines. */
export function totalsOf(
  ledger: Ledger,
  lines: readonly Line[],
  terms: TaxTerms,
): Pick<Transaction, 'subtotal' | 'tax' | 'total' | 'taxPercent'> {
  const counted = lines.filter((line) => ledger.list(line.itemId ?? '')?.kind !== 'ItemSubtotal');
  const subtotal = sum(counted);
  const taxable = sum(counted.filter((line) => isTaxable(ledger, line)));
  const rates = ledger.settings().salesTaxOn ? ratesOf(ledger, terms.item) : [];
  const tax = terms.customerTaxable
    ? rates.reduce((all, rate) => all + percentOf(taxable, rate), 0)
    : 0;
  return { subtotal, tax, total: subtotal + tax, taxPercent: addPercents(rates) };
}

/** Whether a tax code means that tax is due. */
export function isTaxableCode(ledger: Ledger, codeId: string | undefined): boolean {
  const code = ledger.list(codeId ?? '');
  return code !== undefined && textOf(code.fields, 'IsTaxable') === 'true';
}

function isTaxable(ledger: Ledger, line: Line): boolean {
  return isTaxableCode(ledger, line.taxCodeId);
}

function ratesOf(ledger: Ledger, item: ListObject | undefined): readonly string[] {
  if (item === undefined) return [];
  if (item.kind === 'ItemSalesTax') return [textOf(item.fields, 'TaxRate') ?? '0'];
  return groupsOf(item.fields, 'ItemSalesTaxRef').flatMap((reference) =>
    ratesOf(ledger, ledger.list(textOf(reference, 'ListID') ?? '')),
  );
}

function addPercents(rates: readonly string[]): string {
  const [only] = rates;
  if (rates.length === 1 && only !== undefined) return only;
  return String(Math.round(rates.reduce((all, rate) => all + Number(rate), 0) * 100_000) / 100_000);
}

function sum(lines: readonly Line[]): number {
  return lines.reduce((all, line) => all + (line.amount ?? 0), 0);
}
