import { AppError } from '@ml-connector/kernel';

/** The store cannot answer now; the same request may succeed later. */
export class ShopUnavailable extends AppError {
  /** How long the store asked us to wait, in milliseconds; `null` if it did not say. */
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null = null) {
    super('SHOP_UNAVAILABLE', message);
    this.retryAfterMs = retryAfterMs;
  }
}

const LONGEST_WAIT = 24 * 60 * 60 * 1000;

/**
 * The wait that a `Retry-After` header asks for, in milliseconds: seconds or an HTTP date, at most a day.
 * @param now milliseconds since 1970
 */
export const readRetryAfter = (header: string | undefined, now: number): number | null => {
  const value = header?.trim() ?? '';
  const wait = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), LONGEST_WAIT);
};
