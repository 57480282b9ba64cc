/**
 * Seals personal payload under a data key per connection and owner (a shopper, or `company` for what a company file
 * says), AES-256-GCM. Destroying a key is the erasure: what was sealed under it stays, unreadable.
 * Errors: AppError STORE_UNAVAILABLE, SEAL_KEY_MISSING (the master key that wraps a data key is not configured).
 */
export interface Vault {
  /** The keys of these owners, made where missing; two callers at once get the same key. */
  keysOf(connectionId: string, owners: readonly string[]): Promise<SealingKeys>;
  /** Opened texts in the order of the argument; `null` where the key was destroyed. @throws AppError SEAL_BROKEN on altered text. */
  open(sealed: readonly string[]): Promise<readonly (string | null)[]>;
  /** A keyed hash of content under the connection's hash key, 64 hexadecimal digits, after {@link keysOf} or on its own. */
  hash(connectionId: string, content: string): Promise<string>;
  /** Destroys the key of an owner for ever. */
  erase(connectionId: string, owner: string): Promise<void>;
}

/** What keeps data keys from being lost with an older copy of the database. Nothing where there is no ledger. */
export interface KeyUpkeep {
  /**
   * Takes over the keys that stand in the ledger and not in the database: before a process begins its work.
   * @throws AppError LOG_UNAVAILABLE, STORE_UNAVAILABLE
   */
  catchUp(): Promise<void>;
  /** Tells the keys that were made while the log was down. @returns how many. @throws AppError LOG_UNAVAILABLE, STORE_UNAVAILABLE */
  tellUntold(): Promise<number>;
}

/** Keys at hand: everything here is synchronous. */
export interface SealingKeys {
  /** A self-describing ASCII text that names its key: `v1.<key id>.<iv>.<ciphertext and tag>` in base64url. @throws AppError SEAL_KEY_MISSING for an owner that was not asked for or was erased. */
  seal(owner: string, text: string): string;
  /** As {@link Vault.hash}. */
  hash(content: string): string;
}

/** Seals credentials under the installation's master keys (`ML_ENCRYPTION_KEYS`): the first encrypts, all decrypt. */
export interface SecretBox {
  seal(text: string): string;
  /** @throws AppError SEAL_KEY_MISSING, SEAL_BROKEN. */
  open(sealed: string): string;
  /** A keyed hash for passwords that we made ourselves (at least 128 random bits), named by its key so that rotation works. */
  hashPassword(password: string): string;
  /** Constant time. */
  matchesPassword(password: string, hash: string): boolean;
}

/** The owner under whose key everything is sealed that a company file says. */
export const COMPANY_OWNER = 'company';
