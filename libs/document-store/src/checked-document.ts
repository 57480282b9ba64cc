import { AppError } from '@ml-connector/kernel';
import type { CollectionDefinition, Stored } from './document-store.js';

/** What was read, as the schema wants it. @throws AppError STORE_CORRUPT if the schema refuses it. */
export const checkedDocument = <Value>(
  definition: CollectionDefinition<Value>,
  { id, version, value }: Stored<unknown>,
): Stored<Value> => {
  const parsed = definition.schema.safeParse(value);
  if (parsed.success) return { id, version, value: parsed.data };
  const paths = parsed.error.issues.slice(0, 5).map(({ path }) => path.join('.') || '(whole)');
  throw corruptDocument(definition, `does not have its shape at: ${paths.join(', ')}`);
};

export const corruptDocument = ({ name }: { readonly name: string }, fault: string): AppError =>
  new AppError('STORE_CORRUPT', `A document of ${name} ${fault}.`);
