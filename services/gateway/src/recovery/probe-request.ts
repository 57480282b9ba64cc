import type { QbRequest } from '@ml-connector/qbxml';

/** A query of a probe; its id says what it asked. */
export interface ProbeRequest {
  readonly requestId: string;
  readonly request: QbRequest;
}
