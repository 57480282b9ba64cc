import { isAppError, type Json } from '@ml-connector/kernel';
import type { SealingKeys, Vault } from '@ml-connector/sealing';

/** What the shop said, and under whose key it is to be sealed. */
export interface Content {
  readonly raw: Json;
  readonly shopper: string;
  /** Who stands in for a shopper whose key was destroyed; null: then nothing of it may be kept. */
  readonly substitute: string | null;
}

export interface SealedContent {
  readonly shopper: string;
  readonly payload: string;
}

/**
 * Seals each content; null where the shopper was erased and nobody stands in: somebody who was forgotten and buys again
 * is a stranger to us, and what is sealed anew never falls back under a key that was destroyed.
 */
export const sealContents = async (
  vault: Pick<Vault, 'keysOf'>,
  connectionId: string,
  contents: readonly Content[],
): Promise<readonly (SealedContent | null)[]> => {
  const keys = await vault.keysOf(connectionId, [
    ...new Set(contents.map(({ shopper }) => shopper)),
  ]);
  const sealed = contents.map(({ raw, shopper }) => trySeal(keys, shopper, raw));
  const orphans = contents.flatMap(({ substitute }, index) =>
    sealed[index] === null && substitute !== null ? [substitute] : [],
  );
  if (orphans.length === 0) return sealed;
  const substitutes = await vault.keysOf(connectionId, orphans);
  return contents.map(
    ({ raw, substitute }, index) =>
      sealed[index] ?? (substitute === null ? null : trySeal(substitutes, substitute, raw)),
  );
};

const trySeal = (keys: SealingKeys, shopper: string, raw: Json): SealedContent | null => {
  try {
    return { shopper, payload: keys.seal(shopper, JSON.stringify(raw)) };
  } catch (error) {
    if (isAppError(error, 'SEAL_KEY_MISSING')) return null;
    throw error;
  }
};
