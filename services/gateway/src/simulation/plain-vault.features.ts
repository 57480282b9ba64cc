import type { Vault } from '@ml-connector/sealing';

/** Seals nothing: what a simulation of the protocol needs of a vault is its shape. */
export const plainVault: Vault = {
  keysOf: async () => ({ seal: (_owner, text) => text, hash: (content) => content }),
  open: async (sealed) => sealed,
  hash: async (_connectionId, content) => content,
  erase: async () => undefined,
};
