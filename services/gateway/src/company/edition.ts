const NAMES: ReadonlyMap<string, string> = new Map([
  ['CA', 'Canadian'],
  ['UK', 'British'],
  ['GB', 'British'],
  ['AU', 'Australian'],
]);

/**
 * Why nothing may be written to a company file of this edition; `null` for the US edition, and where none is told.
 * Elsewhere tax stands in a code on each line, which holds its rates: what the product does has not been proven there.
 * @param country as QuickBooks tells it: `qbXMLCountry`, or the Country of its HostRet.
 */
export const editionRefusal = (country: string | null): string | null => {
  const told = country?.trim().toUpperCase() ?? '';
  if (told === '' || told === 'US') return null;
  const name = NAMES.get(told);
  const which =
    name === undefined
      ? 'an edition of QuickBooks for another country'
      : `the ${name} edition of QuickBooks`;
  return `This is ${which}. Only the US edition is supported: elsewhere sales tax works in another way, which has not been proven. Nothing was written.`;
};
