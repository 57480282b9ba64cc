import type { Rules } from '@ml-connector/connections';
import type { TaxLine } from '@ml-connector/woocommerce';

/**
 * The full name that the rules give to a rate, or to several rates together. A rate is named by its id, its code or its
 * label; in which order several are named does not matter.
 */
export const taxItemByRule = (
  rates: readonly TaxLine[],
  { taxItems }: Pick<Rules, 'taxItems'>,
): string | undefined => {
  const names = new Map(Object.entries(taxItems).map(([key, name]) => [normalKey(key), name]));
  const spellings = [
    rates.map(({ rateId }) => String(rateId)),
    rates.map(({ rateCode }) => rateCode),
    rates.map(({ label }) => label),
  ];
  return spellings.map((parts) => names.get(joined(parts))).find((name) => name !== undefined);
};

/** How a person would name these rates in the rules. */
export const ratesLabel = (rates: readonly TaxLine[]): string =>
  rates.map(({ rateId, rateCode }) => rateCode || String(rateId)).join(' + ');

const normalKey = (key: string): string => joined(key.split('+'));

const joined = (parts: readonly string[]): string =>
  parts
    .map((part) => part.trim().toLowerCase())
    .toSorted()
    .join('+');
