import type { LineTax, TaxLine } from '@ml-connector/woocommerce';
import { amountOrNull } from './read-amount.js';

interface TaxedLine {
  readonly totalTax: string;
  readonly taxes: readonly LineTax[];
}

/**
 * Ids of the rates that the shop raised on a line. It lists a rate that does not apply without an amount; of a line that
 * carries tax and lists no rate at all, every rate of the order is meant.
 */
export const ratesOn = (line: TaxedLine, orderRates: readonly TaxLine[]): readonly number[] => {
  if (line.taxes.length > 0)
    return line.taxes.filter(({ total }) => total !== null).map(({ rateId }) => rateId);
  return amountOrNull(line.totalTax) === 0 ? [] : orderRates.map(({ rateId }) => rateId);
};
