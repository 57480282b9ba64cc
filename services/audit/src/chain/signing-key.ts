import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { CollectionDefinition, DocumentStore } from '@ml-connector/document-store';
import { AppError } from '@ml-connector/kernel';
import type { SecretBox } from '@ml-connector/sealing';
import { z } from 'zod';

const signingKeySchema = z.strictObject({
  /** SPKI, PEM: for whoever wants to check a signature without us. */
  publicKey: z.string(),
  /** PKCS #8, PEM, sealed under the installation's master keys. */
  sealedPrivateKey: z.string(),
});
type SigningKeyDocument = z.infer<typeof signingKeySchema>;

export const AUDIT_KEYS = {
  name: 'audit-keys',
  schema: signingKeySchema,
  indexes: {},
} as const satisfies CollectionDefinition<SigningKeyDocument, never>;

const ID = 'signing';

/** The installation's Ed25519 key: whoever can write the store but not read the master keys cannot sign. */
export interface SigningKey {
  readonly publicKey: string;
  /** Base64. */
  sign(text: string): string;
}

/** Made at the first use. @throws AppError STORE_UNAVAILABLE, SEAL_KEY_MISSING, SEAL_BROKEN. */
export const openSigningKey = async (
  store: DocumentStore,
  secretBox: SecretBox,
): Promise<SigningKey> => {
  const collection = store.collection(AUDIT_KEYS);
  if (!(await collection.get(ID))) await collection.insert(ID, newKey(secretBox));
  const stored = await collection.get(ID);
  if (!stored) throw new AppError('STORE_UNAVAILABLE', 'The signing key is not there.');
  const privateKey = createPrivateKey(secretBox.open(stored.value.sealedPrivateKey));
  return {
    publicKey: stored.value.publicKey,
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
  };
};

/** The public half alone; null before the first signature. */
export const publicSigningKey = async (store: DocumentStore): Promise<string | null> =>
  (await store.collection(AUDIT_KEYS).get(ID))?.value.publicKey ?? null;

export const isSignedBy = (publicKey: string, text: string, signature: string): boolean => {
  try {
    const key = createPublicKey(publicKey);
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
};

const newKey = (secretBox: SecretBox): SigningKeyDocument => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sealedPrivateKey: secretBox.seal(
      privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ),
  };
};
