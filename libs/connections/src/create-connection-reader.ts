import type { DocumentStore, Stored } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import type { SecretBox } from '@ml-connector/sealing';
import type { Connection, ConnectionReader } from './connection.js';
import { type ConnectionDocument, connectionOf, CONNECTIONS } from './connection-document.js';
import { openCredentials, openWebhookSecret, SECRETS_KEPT, valid } from './connection-secrets.js';
import { connectionIdOfUsername } from './qbwc-identity.js';
import { createRecentReads } from './recent-reads.js';

const CACHED_MS = 1_000;
const CACHED_CONNECTIONS = 10_000;
const PAGE = 500;
/** Ids come from strangers: what cannot be one costs no reading. */
const ID = /^[a-z0-9-]{1,40}$/;

export interface ConnectionReaderOptions {
  readonly store: DocumentStore;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  /** How old a reading may be, in milliseconds; default 1000. 0 for who decides by it: a change that was acknowledged counts. */
  readonly cachedMs?: number;
}

export const createConnectionReader = ({
  store,
  secretBox,
  clock,
  cachedMs = CACHED_MS,
}: ConnectionReaderOptions): ConnectionReader => {
  const collection = store.collection(CONNECTIONS);
  const nobody = secretBox.hashPassword('');
  const documents = createRecentReads<Stored<ConnectionDocument> | null>(clock, {
    maxAgeMs: cachedMs,
    capacity: CACHED_CONNECTIONS,
  });
  const lists = createRecentReads<readonly Connection[]>(clock, {
    maxAgeMs: cachedMs,
    capacity: 1,
  });

  const find = async (id: string): Promise<ConnectionDocument | null> =>
    ID.test(id) ? ((await documents.read(id, () => collection.get(id)))?.value ?? null) : null;

  const findActive = async (id: string): Promise<ConnectionDocument | null> => {
    const document = await find(id);
    return document?.state === 'active' ? document : null;
  };

  const readActive = async (): Promise<readonly Connection[]> => {
    const active: Connection[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await collection.find({
        index: 'byState',
        equals: ['active'],
        limit: PAGE,
        ...(cursor === '' ? {} : { cursor }),
      });
      active.push(...page.items.map((stored) => connectionOf(stored.value)));
      cursor = page.next;
    }
    return active;
  };

  return {
    get: async (id) => {
      const document = await find(id);
      return document && connectionOf(document);
    },
    active: () => lists.read('active', readActive),
    webhookSecrets: async (id) => {
      const document = await findActive(id);
      return valid(document?.secrets.webhooks ?? [], clock.now()).map(({ sealed }) =>
        openWebhookSecret(id, sealed, secretBox),
      );
    },
    storeCredentials: async (id) => {
      const sealed = (await findActive(id))?.secrets.store ?? null;
      return sealed === null ? null : openCredentials(id, sealed, secretBox);
    },
    login: async (username, password) => {
      const document = await findActive(connectionIdOfUsername(username));
      const hashes = valid(document?.secrets.passwords ?? [], clock.now());
      // Always as many comparisons, whether the user name exists or not.
      const matches = Array.from({ length: SECRETS_KEPT }, (_, index) =>
        secretBox.matchesPassword(password, hashes[index]?.hash ?? nobody),
      );
      const isKnown = hashes.some((_, index) => matches[index] === true);
      return document && isKnown ? connectionOf(document) : null;
    },
  };
};
