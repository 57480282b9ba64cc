import type { Clock, Randomness } from '@ml-connector/kernel';
import type { SecretBox } from '@ml-connector/sealing';
import { documentOfNew } from './change-connection.js';
import type { ConnectionDocument } from './connection-document.js';
import { sealOwned } from './connection-secrets.js';
import type { CreatedConnection, NewConnection } from './connections.js';
import { decideCreation } from './decide-connection.js';
import { newQbwcPassword, newWebhookSecret } from './new-secret.js';
import { newConnectionId, qbwcAppName, qbwcUsername } from './qbwc-identity.js';
import { randomBase32, randomGuid } from './random-text.js';

const ID_DIGITS = 16;

/** Everything that a new connection gets for good, and its first secrets. */
export const pairConnection = (
  connection: NewConnection,
  using: {
    readonly secretBox: SecretBox;
    readonly clock: Clock;
    readonly randomness: Randomness;
  },
): Omit<CreatedConnection, 'connection'> & { readonly document: ConnectionDocument } => {
  const { secretBox, randomness } = using;
  const { name, store, rules } = connection;
  const id = newConnectionId(randomBase32(ID_DIGITS, randomness));
  const webhookSecret = newWebhookSecret(randomness);
  const qbwcPassword = newQbwcPassword(randomness);
  const qbwc = {
    username: qbwcUsername(id),
    fileId: randomGuid(randomness),
    appName: qbwcAppName(id),
  };
  const facts = decideCreation({ name, storeUrl: store.url, rules });
  const document = documentOfNew({ id, qbwc }, facts, {
    now: using.clock.now(),
    secrets: {
      store: sealOwned(id, store, secretBox),
      webhooks: [{ sealed: sealOwned(id, webhookSecret, secretBox), until: null }],
      passwords: [{ hash: secretBox.hashPassword(qbwcPassword), until: null }],
    },
  });
  return { document, webhookSecret, qbwcPassword };
};
