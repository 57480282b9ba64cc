import { AppError, isoTime } from '@ml-connector/kernel';
import type { SecretBox } from '@ml-connector/sealing';
import { z } from 'zod';
import type { StoreCredentials } from './connection.js';
import type { ConnectionSecrets } from './connection-document.js';

/** For how long a replaced secret or password still counts, in milliseconds. */
export const OVERLAP_MS = 24 * 60 * 60 * 1_000;

/** How many of a kind count at once, whatever is rotated how often. */
export const SECRETS_KEPT = 3;

interface Overlapping {
  readonly until: string | null;
}

/** The newest in front; the one before gets its end, those past theirs are dropped. `now` in milliseconds. */
export const withNewest = <Secret extends Overlapping>(
  secrets: readonly Secret[],
  newest: Secret,
  now: number,
): Secret[] => {
  const end = isoTime(now + OVERLAP_MS);
  const older = valid(secrets, now).map((secret) => ({ ...secret, until: secret.until ?? end }));
  return [newest, ...older].slice(0, SECRETS_KEPT);
};

/** Those that count at this time (milliseconds). */
export const valid = <Secret extends Overlapping>(
  secrets: readonly Secret[],
  now: number,
): readonly Secret[] =>
  secrets.filter((secret) => secret.until === null || Date.parse(secret.until) > now);

/** What stays of the secrets of a retired connection. */
export const noSecrets: ConnectionSecrets = { store: null, webhooks: [], passwords: [] };

// The connection's id is sealed together with the secret, so that a secret put into another's document does not open there.
const ownedSchema = z.strictObject({ connectionId: z.string(), secret: z.unknown() });
const credentialsSchema = z.strictObject({
  url: z.string(),
  consumerKey: z.string(),
  consumerSecret: z.string(),
});

export const sealOwned = (connectionId: string, secret: unknown, secretBox: SecretBox): string =>
  secretBox.seal(JSON.stringify({ connectionId, secret }));

/** @throws AppError SEAL_KEY_MISSING, SEAL_BROKEN */
export const openWebhookSecret = (
  connectionId: string,
  sealed: string,
  secretBox: SecretBox,
): string => openOwned(z.string(), { connectionId, sealed, secretBox });

/** @throws AppError SEAL_KEY_MISSING, SEAL_BROKEN */
export const openCredentials = (
  connectionId: string,
  sealed: string,
  secretBox: SecretBox,
): StoreCredentials => openOwned(credentialsSchema, { connectionId, sealed, secretBox });

const openOwned = <Secret>(
  schema: z.ZodType<Secret>,
  from: { readonly connectionId: string; readonly sealed: string; readonly secretBox: SecretBox },
): Secret => {
  const owned = ownedSchema.parse(JSON.parse(from.secretBox.open(from.sealed)));
  if (owned.connectionId !== from.connectionId)
    throw new AppError('SEAL_BROKEN', 'A secret belongs to another connection.');
  return schema.parse(owned.secret);
};
