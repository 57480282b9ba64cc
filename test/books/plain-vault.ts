import { keyedHashHex } from '@ml-connector/kernel';
import type { Vault } from '@ml-connector/sealing';

const KEY = new Uint8Array(32).fill(7);
const hash = (content: string): string => keyedHashHex(KEY, content);

/** Seals nothing and hashes with a fixed key: equal orders make equal documents in every run. */
export const plainVault: Vault = {
  keysOf: async () => ({ seal: (_owner, text) => text, hash }),
  open: async (sealed) => sealed,
  hash: async (_connectionId, content) => hash(content),
  erase: async () => undefined,
};
