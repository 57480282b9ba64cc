/** QuickBooks' answer to one request that it understood but did not carry out. */
export class StatusError extends Error {
  override readonly name = 'StatusError';
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** Severity in the spelling of the answers: by range, as the onscreen reference groups the codes. */
export function severityOf(statusCode: number): 'Info' | 'Warn' | 'Error' {
  if (statusCode < 500) return 'Info';
  return statusCode < 1000 ? 'Warn' : 'Error';
}
