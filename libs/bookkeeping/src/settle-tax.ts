import { add, type Cents, formatCents, subtract, ZERO } from '@ml-connector/kernel';
import type { TaxLine } from '@ml-connector/woocommerce';
import type { BooksContext } from './books-context.js';
import { chooseTax, type TaxWay } from './choose-tax.js';
import { holdReason } from './hold-reasons.js';
import { quickBooksTax } from './quickbooks-tax.js';
import { roundingLimitOf } from './rounding-limit.js';
import { type Readable, type Sale, type SaleLine, saleOf } from './sale-line.js';
import { isRateLine, roundingLines, type SaleParts, sumOf, withOneDiscount } from './sale-parts.js';
import { ratesLabel, taxItemByRule } from './tax-item-by-rule.js';

/** A sale that adds up, and how its tax stands. */
export interface SettledSale {
  readonly sale: Sale;
  readonly tax: TaxWay;
}

/**
 * Puts the tax where the rules want it: on lines of its own, or left to QuickBooks where its own arithmetic gives the
 * shop's cents or misses them by no more than the rounding limit.
 */
export const settleTax = (parts: SaleParts, books: BooksContext): Readable<SettledSale> => {
  const { rules, company } = books;
  if (rules.taxMode !== 'quickbooks' || company.salesTax === null || !isTaxed(parts))
    return asLines(parts, books);
  const computed = asComputed(parts, books, company.salesTax);
  return computed.hold && rules.taxFallback === 'line' ? asLines(parts, books) : computed;
};

const asLines = ({ lines, total }: SaleParts, books: BooksContext): Readable<SettledSale> => {
  const tax = chooseTax(books);
  if (tax.hold) return tax;
  const rounding = roundingLines(subtract(total, sumOf(lines)));
  const printed = lines.filter((line) => !isRateLine(line) || line.amount !== 0);
  const sale = saleOf({
    lines: [...withOneDiscount(printed), ...rounding],
    computedTax: ZERO,
    total,
  });
  return { value: { sale, tax: tax.value } };
};

const isTaxed = ({ lines }: SaleParts): boolean =>
  lines.some(({ kind, amount }) => kind === 'tax' && amount !== 0);

const asComputed = (
  { lines, total }: SaleParts,
  books: BooksContext,
  { taxable, nonTaxable }: NonNullable<BooksContext['company']['salesTax']>,
): Readable<SettledSale> => {
  const raised = lines.filter(isRateLine).map(({ rate }) => rate);
  const untaxed = lines.filter(({ kind }) => kind !== 'tax');
  const rates = commonRates(untaxed, raised);
  if (rates.hold) return rates;
  const item = taxItemOf(rates.value, books);
  if (item.hold) return item;
  const ids = new Set(rates.value.map(({ rateId }) => rateId));
  const marked = untaxed.map((line) => ({
    ...line,
    rates: line.rates.filter((id) => ids.has(id)),
  }));
  const computedTax = quickBooksTax(taxableSum(marked), item.value.rates);
  const difference = subtract(total, add(sumOf(marked), computedTax));
  if (Math.abs(difference) > roundingLimitOf(books.rules)) {
    const shop = formatCents(add(computedTax, difference));
    const detail = `The shop's tax is ${shop}, QuickBooks would compute ${formatCents(computedTax)}.`;
    return { hold: holdReason('TAX_DIFFERS', detail) };
  }
  const sale = saleOf({ lines: [...marked, ...roundingLines(difference)], computedTax, total });
  const tax: TaxWay = {
    mode: 'computed',
    agency: null,
    nonTaxable,
    computed: { item: item.value.ref, taxable },
  };
  return { value: { sale, tax } };
};

const taxableSum = (lines: readonly SaleLine[]): Cents =>
  add(ZERO, ...lines.filter(({ rates }) => rates.length > 0).map(({ amount }) => amount));

/** QuickBooks has one tax item a document: every taxed line must have been taxed by the same rates. */
const commonRates = (
  lines: readonly SaleLine[],
  raised: readonly TaxLine[],
): Readable<readonly TaxLine[]> => {
  const sets = lines
    .filter(({ amount }) => amount !== 0)
    .map((line) => raised.filter(({ rateId }) => line.rates.includes(rateId)))
    .filter((rates) => rates.length > 0);
  const [first] = sets;
  const labels = [...new Set(sets.map(ratesLabel))];
  if (!first) return { hold: holdReason('TAX_NOT_COMPUTABLE', 'No line is taxed by a rate.') };
  return labels.length === 1
    ? { value: first }
    : { hold: holdReason('TAX_NOT_COMPUTABLE', `Its lines are taxed by ${labels.join(', by ')}.`) };
};

const taxItemOf = (
  rates: readonly TaxLine[],
  { rules, company }: BooksContext,
): Readable<{ readonly ref: { readonly ListID: string }; readonly rates: readonly string[] }> => {
  const name = taxItemByRule(rates, rules);
  if (name === undefined)
    return { hold: holdReason('TAX_ITEM_NEEDED', `It is taxed by ${ratesLabel(rates)}.`) };
  const item = company
    .items(name)
    .find(({ isActive, fullName }) => isActive && fullName.toLowerCase() === name.toLowerCase());
  return item?.taxRates
    ? { value: { ref: { ListID: item.listId }, rates: item.taxRates } }
    : { hold: holdReason('TAX_ITEM_UNKNOWN', `${ratesLabel(rates)} should be ${name}.`) };
};
