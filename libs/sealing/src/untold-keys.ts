import type { CollectionDefinition, DocumentStore } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import { z } from 'zod';
import type { KeyLedger, ToldKey } from './key-ledger.js';

const untoldKeySchema = z.strictObject({
  id: z.string(),
  connectionId: z.string(),
  owner: z.string(),
  mark: z.string(),
  wrapped: z.string(),
  /** Milliseconds since 1970. */
  at: z.int().nonnegative(),
});
type UntoldKey = z.infer<typeof untoldKeySchema>;

/** Keys that were made while the log was down, by `id|mark`; each leaves when the ledger has it. */
export const UNTOLD_KEYS = {
  name: 'untold-keys',
  schema: untoldKeySchema,
  indexes: { byTime: ['at'] },
} as const satisfies CollectionDefinition<UntoldKey, 'byTime'>;

/** A key that has been told. */
export type NewToldKey = ToldKey & { readonly wrapped: string };

export interface UntoldKeys {
  keep(keys: readonly NewToldKey[]): Promise<void>;
  /** Tells what waits. @returns how many. @throws AppError LOG_UNAVAILABLE, STORE_UNAVAILABLE: the rest stays. */
  tell(): Promise<number>;
}

const AT_ONCE = 200;

export const untoldKeys = (
  store: DocumentStore,
  { ledger, clock }: { readonly ledger: KeyLedger; readonly clock: Clock },
): UntoldKeys => {
  const collection = store.collection(UNTOLD_KEYS);
  return {
    async keep(keys) {
      await collection.insertMany(
        keys.map((key) => ({ id: `${key.id}|${key.mark}`, value: { ...key, at: clock.now() } })),
      );
    },
    async tell() {
      for (let told = 0; ;) {
        const { items } = await collection.find({ index: 'byTime', equals: [], limit: AT_ONCE });
        if (items.length === 0) return told;
        await ledger.tell(items.map(({ value: { at: _at, ...key } }) => key));
        await Promise.all(items.map(({ id, version }) => collection.remove(id, version)));
        told += items.length;
      }
    },
  };
};
