/** A structured log. Field values are short, never a secret and never customer data; `event` is what an alert or a test looks for. */
export interface Logger {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  debug(fields: LogFields, message: string): void;
}

export interface LogFields {
  /** Dotted, lower case, e.g. `webhook.signature-wrong`. */
  readonly event: string;
  readonly connectionId?: string;
  readonly error?: unknown;
  readonly [field: string]: unknown;
}
