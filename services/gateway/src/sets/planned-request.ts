import type { QbRequest } from '@ml-connector/qbxml';
import type { SetItem } from '../company/collections.js';

/** A posting with the request that makes or changes its document. */
export interface PlannedRequest {
  readonly item: SetItem;
  readonly request: QbRequest;
}
