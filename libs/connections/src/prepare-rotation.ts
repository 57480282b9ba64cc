import type { Randomness } from '@ml-connector/kernel';
import type { SecretBox } from '@ml-connector/sealing';
import type { Besides } from './change-connection.js';
import type { ConnectionDocument } from './connection-document.js';
import { sealOwned, withNewest } from './connection-secrets.js';
import type { Rotation } from './connections.js';
import { newQbwcPassword, newWebhookSecret } from './new-secret.js';
import { randomGuid } from './random-text.js';

export interface PreparedRotation {
  /** The new secret in clear; null where there is none to tell. */
  readonly told: string | null;
  /** What it changes in the document as it stands at `now` (milliseconds). */
  readonly besides: (document: ConnectionDocument, now: number) => Besides;
}

/** Makes what is new once, so that a write that is tried again writes the same. */
export const prepareRotation = (
  rotation: Rotation,
  { secretBox, randomness }: { readonly secretBox: SecretBox; readonly randomness: Randomness },
): PreparedRotation => {
  switch (rotation.what) {
    case 'webhook': {
      const told = newWebhookSecret(randomness);
      return {
        told,
        besides: ({ id, secrets }, now) => {
          const newest = { sealed: sealOwned(id, told, secretBox), until: null };
          return { secrets: { ...secrets, webhooks: withNewest(secrets.webhooks, newest, now) } };
        },
      };
    }
    case 'qbwc': {
      const told = newQbwcPassword(randomness);
      const newest = { hash: secretBox.hashPassword(told), until: null };
      return {
        told,
        besides: ({ secrets }, now) => ({
          secrets: { ...secrets, passwords: withNewest(secrets.passwords, newest, now) },
        }),
      };
    }
    case 'store':
      return {
        told: null,
        besides: ({ id, storeUrl, secrets }) => {
          const { consumerKey, consumerSecret } = rotation.store;
          const credentials = { url: storeUrl, consumerKey, consumerSecret };
          return { secrets: { ...secrets, store: sealOwned(id, credentials, secretBox) } };
        },
      };
    case 'fileId': {
      const fileId = randomGuid(randomness);
      return { told: null, besides: ({ qbwc }) => ({ qbwc: { ...qbwc, fileId } }) };
    }
  }
};
