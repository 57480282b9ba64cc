import { sha256Hex } from '@ml-connector/kernel';

/** A data key as it stands beside the documents: wrapped, or the fact that it was destroyed. */
export interface ToldKey {
  readonly id: string;
  readonly connectionId: string;
  readonly owner: string;
  /** Tells apart the keys that one id ever had: {@link markOf} the wrapped text. */
  readonly mark: string;
  /** Null once it was destroyed. */
  readonly wrapped: string | null;
}

/**
 * Where data keys stand a second time, beside the log whose texts they open: a database that is put back to an older copy
 * then finds again what it lacks. Only the newest word about an id and mark is kept, so that a key that was destroyed is
 * gone here, too.
 */
export interface KeyLedger {
  /** Durable when it resolves. @throws AppError LOG_UNAVAILABLE */
  tell(keys: readonly ToldKey[]): Promise<void>;
  /**
   * Hands over what was told since the position that stands in the database, and moves it after `take` has resolved.
   * @throws AppError LOG_UNAVAILABLE, STORE_UNAVAILABLE
   */
  readNew(take: (keys: readonly ToldKey[]) => Promise<void>): Promise<void>;
}

const MARK_DIGITS = 16;

export const markOf = (wrapped: string): string => sha256Hex(wrapped).slice(0, MARK_DIGITS);

/** Of an owner who never had a key and was erased all the same. */
export const NEVER_HAD = 'none';
