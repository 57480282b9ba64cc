/** What the request processor throws instead of answering: nothing came back to the caller. */
export class HresultError extends Error {
  override readonly name = 'HresultError';
  constructor(
    /** The COM error as the Web Connector passes it on, e.g. `0x80040400`. */
    readonly hresult: string,
    message: string,
  ) {
    super(message);
  }
}

/** The refusal of a text that is not qbXML in the sense of the element tables. */
export function parseError(detail: string): HresultError {
  return new HresultError(
    '0x80040400',
    `QuickBooks found an error when parsing the provided XML text stream. ${detail}`,
  );
}
