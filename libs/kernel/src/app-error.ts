/**
 * Every way in which the product can fail, by name. Closed: a new failure gets a new line here.
 * `true` means that the same call may succeed later.
 */
const CODES = {
  CONFIG_INVALID: false,
  STORE_UNAVAILABLE: true,
  STORE_CORRUPT: false,
  STORE_IN_USE: false,
  LOG_UNAVAILABLE: true,
  CONFLICT: true,
  EVENT_INVALID: false,
  EVENT_TOO_NEW: false,
  SEAL_KEY_MISSING: false,
  SEAL_BROKEN: false,
  AMOUNT_INVALID: false,
  QBXML_INVALID: false,
  QBXML_UNREADABLE: false,
  SHOP_UNAVAILABLE: true,
  SHOP_REFUSED: false,
  SHOP_ANSWER_INVALID: false,
  ADDRESS_FORBIDDEN: false,
  NOT_FOUND: false,
  STATE_FORBIDS: false,
  INPUT_INVALID: false,
} as const;

export type ErrorCode = keyof typeof CODES;

/** A failure with a code from the closed list. The message is for people and holds no secret and no customer data. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** Whether the same call may succeed later. */
  get retryable(): boolean {
    return CODES[this.code];
  }
}

export const isAppError = (error: unknown, code?: ErrorCode): error is AppError =>
  error instanceof AppError && (code === undefined || error.code === code);
