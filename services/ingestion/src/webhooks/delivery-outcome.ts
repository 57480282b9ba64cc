/** What became of a request to the webhook address. */
export type DeliveryOutcome =
  /** The form that a shop sends when a webhook is made. */
  | 'ping'
  | 'unsigned'
  | 'signature-wrong'
  | 'not-json'
  /** Appended. */
  | 'observed'
  /** Appended not long ago. */
  | 'repeated'
  /** A GET was asked for. */
  | 'asked'
  /** Too many GETs are waiting; the sweep and the reconciliation will find it. */
  | 'hints-full'
  | 'ignored'
  | 'shop-error'
  | 'unusable'
  /** Personal data of somebody who was erased: nothing is kept. */
  | 'erased'
  | 'unknown-connection'
  | 'bad-method'
  | 'encoded'
  | 'too-large'
  | 'too-slow'
  | 'cut-off'
  | 'busy';
