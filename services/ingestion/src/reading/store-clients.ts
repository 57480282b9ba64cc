import type { ConnectionReader, StoreCredentials } from '@ml-connector/connections';
import { AppError } from '@ml-connector/kernel';
import type { StoreClient } from '@ml-connector/woocommerce';

/** A client per shop, kept while its credentials stay the same. */
export interface StoreClients {
  /** @throws AppError SHOP_REFUSED without credentials; ADDRESS_FORBIDDEN, INPUT_INVALID for an address that is none. */
  of(connectionId: string): Promise<StoreClient>;
  /** Ends the connections to shops that are not among these. */
  keepOnly(connectionIds: ReadonlySet<string>): void;
  close(): void;
}

interface Entry {
  readonly credentials: StoreCredentials;
  readonly client: StoreClient;
}

export const createStoreClients = (
  connections: Pick<ConnectionReader, 'storeCredentials'>,
  open: (credentials: StoreCredentials) => StoreClient,
): StoreClients => {
  const entries = new Map<string, Entry>();
  const drop = (connectionId: string): void => {
    entries.get(connectionId)?.client.close();
    entries.delete(connectionId);
  };
  return {
    of: async (connectionId) => {
      const credentials = await connections.storeCredentials(connectionId);
      if (!credentials)
        throw new AppError('SHOP_REFUSED', 'The connection has no API key; enter one again.');
      const known = entries.get(connectionId);
      if (known && sameCredentials(known.credentials, credentials)) return known.client;
      drop(connectionId);
      const client = open(credentials);
      entries.set(connectionId, { credentials, client });
      return client;
    },
    keepOnly: (connectionIds) => {
      for (const id of entries.keys()) if (!connectionIds.has(id)) drop(id);
    },
    close: () => {
      for (const id of entries.keys()) drop(id);
    },
  };
};

const sameCredentials = (one: StoreCredentials, other: StoreCredentials): boolean =>
  one.url === other.url &&
  one.consumerKey === other.consumerKey &&
  one.consumerSecret === other.consumerSecret;
