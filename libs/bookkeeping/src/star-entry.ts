import { entryOf } from './entry-of.js';

/** A record's entry under a name without regard to case, else under the longest beginning of it that ends in a star. */
export const starEntryOf = (
  record: Readonly<Record<string, string>>,
  name: string,
): string | undefined => {
  const exact = entryOf(record, name);
  if (exact !== undefined) return exact;
  const wanted = name.toLowerCase();
  const fits = (key: string): boolean =>
    key.endsWith('*')
      ? wanted.startsWith(key.slice(0, -1).toLowerCase())
      : key.toLowerCase() === wanted;
  const [longest] = Object.keys(record)
    .filter(fits)
    .toSorted((one, other) => rank(other) - rank(one) || (one < other ? -1 : 1));
  return longest === undefined ? undefined : record[longest];
};

const rank = (key: string): number =>
  key.endsWith('*') ? key.length - 1 : Number.MAX_SAFE_INTEGER;
