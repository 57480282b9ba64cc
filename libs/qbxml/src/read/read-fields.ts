import { isQbFields, occurrencesOf, type QbFields } from '../language/qb-fields.js';

/** The text of an element, e.g. `textAt(invoice, 'CustomerRef', 'ListID')`: the first of several, nothing if absent. */
export const textAt = (fields: QbFields, ...path: readonly string[]): string | undefined =>
  textsAt(fields, ...path)[0];

/** All texts at a path, in the order of the answer. */
export const textsAt = (fields: QbFields, ...path: readonly string[]): readonly string[] =>
  valuesAt(fields, path).filter((value) => typeof value === 'string');

/** The element at a path: the first of several, nothing if absent or empty. */
export const nodeAt = (fields: QbFields, ...path: readonly string[]): QbFields | undefined =>
  nodesAt(fields, ...path)[0];

/** All elements at a path, e.g. the lines of an invoice, in the order of the answer. */
export const nodesAt = (fields: QbFields, ...path: readonly string[]): readonly QbFields[] =>
  valuesAt(fields, path).filter(isQbFields);

const valuesAt = (
  fields: QbFields,
  [name, ...rest]: readonly string[],
): readonly (string | QbFields)[] => {
  if (name === undefined) return [fields];
  const found = occurrencesOf(fields, name);
  return rest.length === 0
    ? found
    : found.flatMap((value) => (isQbFields(value) ? valuesAt(value, rest) : []));
};
