/** What stands inside an element: text, elements, or several of either under one name. */
export type QbValue = string | QbFields | readonly (string | QbFields)[];

/** Elements by name. Their order is not told by it: the writer takes it from the request tables. */
export interface QbFields {
  readonly [element: string]: QbValue;
}

export const isQbFields = (value: QbValue | undefined): value is QbFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The occurrences of one element: none, one or several. */
export const occurrencesOf = (fields: QbFields, name: string): readonly (string | QbFields)[] => {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined) return [];
  return isList(value) ? value : [value];
};

const isList = (value: QbValue): value is readonly (string | QbFields)[] => Array.isArray(value);
