export type ViolationRule =
  | 'unknown'
  | 'missing'
  | 'too-long'
  | 'type'
  | 'choice'
  | 'repeated'
  | 'version'
  | 'not-ascii'
  | 'enum';

/** Why a request cannot be written. Holds no value, so it may be logged. */
export interface Violation {
  /** Where, from the request's fields on: `InvoiceLineAdd[1]/Desc`. Attributes have an `@`: `@iterator`. */
  readonly path: string;
  readonly rule: ViolationRule;
  /** One plain sentence. */
  readonly message: string;
}
