import { integerOf, textOf, type SqlRow } from '@ml-connector/embedded';
import { AppError } from '@ml-connector/kernel';
import type { CollectionDefinition, Stored } from './document-store.js';

/** A row with `id`, `version` and `body` as a document. @throws AppError STORE_CORRUPT if the schema refuses it. */
export const storedDocument = <Value>(
  definition: CollectionDefinition<Value>,
  row: SqlRow,
): Stored<Value> => {
  const parsed = definition.schema.safeParse(bodyOf(definition, row));
  if (!parsed.success) {
    const paths = parsed.error.issues.slice(0, 5).map(({ path }) => path.join('.') || '(whole)');
    throw corrupt(definition, `does not have its shape at: ${paths.join(', ')}`);
  }
  return { id: textOf(row, 'id'), version: integerOf(row, 'version'), value: parsed.data };
};

const bodyOf = (definition: { readonly name: string }, row: SqlRow): unknown => {
  try {
    return JSON.parse(textOf(row, 'body'));
  } catch {
    throw corrupt(definition, 'is no JSON');
  }
};

const corrupt = ({ name }: { readonly name: string }, fault: string): AppError =>
  new AppError('STORE_CORRUPT', `A document of ${name} ${fault}.`);
