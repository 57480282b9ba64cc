import type { CollectionDefinition } from '@ml-connector/document-store';
import { AppError, deterministicId, type Randomness } from '@ml-connector/kernel';
import { z } from 'zod';
import type { KeyBytes } from './key-cache.js';
import type { SecretBox } from './vault.js';

/** A data key at rest. Not an event: destroying it must leave nothing behind but the fact that it was destroyed. */
export const dataKeySchema = z.strictObject({
  connectionId: z.string(),
  /** Whose data it seals; {@link HASH_OWNER} for the connection's hash key. */
  owner: z.string(),
  /** The key, sealed under a master key together with its own id; null once it was destroyed. */
  wrapped: z.string().nullable(),
  /** Keys that sealed before, or elsewhere at the same time: they only open. */
  others: z.array(z.string()).optional(),
});
export type DataKey = z.infer<typeof dataKeySchema>;

export const DATA_KEYS = {
  name: 'data-keys',
  schema: dataKeySchema,
  indexes: {},
} as const satisfies CollectionDefinition<DataKey, never>;

/** No owner is called so: its key has an id that no owner can have, and nothing erases it. */
export const HASH_OWNER = '#hash';

const KEY_BYTES = 32;

export const sealingKeyId = (connectionId: string, owner: string): string =>
  deterministicId('key', connectionId, 'seal', owner);

export const hashKeyId = (connectionId: string): string =>
  deterministicId('key', connectionId, 'hash');

export const newDataKey = (
  owner: { readonly id: string; readonly connectionId: string; readonly owner: string },
  using: { readonly secretBox: SecretBox; readonly randomness: Randomness },
): DataKey & { readonly wrapped: string } => ({
  connectionId: owner.connectionId,
  owner: owner.owner,
  wrapped: using.secretBox.seal(
    JSON.stringify({
      id: owner.id,
      key: Buffer.from(using.randomness.bytes(KEY_BYTES)).toString('base64'),
    }),
  ),
});

const wrappedSchema = z.strictObject({ id: z.string(), key: z.base64() });

/**
 * The keys' bytes, the one that seals first; null once they were destroyed.
 * @throws AppError SEAL_KEY_MISSING (no such master key), SEAL_BROKEN (altered, or another document's key put in its place).
 */
export const unwrapDataKey = (id: string, dataKey: DataKey, secretBox: SecretBox): KeyBytes =>
  dataKey.wrapped === null
    ? null
    : {
        seals: unwrap(id, dataKey.wrapped, secretBox),
        others: (dataKey.others ?? []).map((wrapped) => unwrap(id, wrapped, secretBox)),
      };

const unwrap = (id: string, text: string, secretBox: SecretBox): Uint8Array => {
  const wrapped = wrappedSchema.safeParse(JSON.parse(secretBox.open(text)));
  if (!wrapped.success || wrapped.data.id !== id)
    throw new AppError('SEAL_BROKEN', 'A data key does not belong to its document.');
  return Buffer.from(wrapped.data.key, 'base64');
};
