/** A record's entry under a key that comes from outside: what objects inherit, such as `constructor`, is no entry. */
export const entryOf = <Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);
