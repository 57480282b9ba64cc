import { integerOf, textOf, type SqlRow } from '@ml-connector/embedded';
import { checkedDocument, corruptDocument } from './checked-document.js';
import type { CollectionDefinition, Stored } from './document-store.js';

/** A row with `id`, `version` and `body` as a document. @throws AppError STORE_CORRUPT if the schema refuses it. */
export const storedDocument = <Value>(
  definition: CollectionDefinition<Value>,
  row: SqlRow,
): Stored<Value> =>
  checkedDocument(definition, {
    id: textOf(row, 'id'),
    version: integerOf(row, 'version'),
    value: bodyOf(definition, row),
  });

const bodyOf = (definition: { readonly name: string }, row: SqlRow): unknown => {
  try {
    return JSON.parse(textOf(row, 'body'));
  } catch {
    throw corruptDocument(definition, 'is no JSON');
  }
};
