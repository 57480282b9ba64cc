import type { RequestType } from '../tables/request-tables.js';
import type { QbFields } from './qb-fields.js';

/** One wish to QuickBooks, in its own words. */
export interface QbRequest {
  readonly type: RequestType;
  /** For `XAdd` and `XMod` what stands inside that element; for the others what stands inside the request. */
  readonly fields: QbFields;
  /** Reads a long list in pages, within one session. Needs `MaxReturned` in the fields and qbXML 5.0. */
  readonly iterator?: { readonly start: true } | { readonly continueId: string };
  readonly metaData?: 'NoMetaData' | 'MetaDataOnly' | 'MetaDataAndResponseData';
  /** The only elements wanted in the answer, e.g. `TxnID`. */
  readonly includeRetElements?: readonly string[];
}

/** Requests that travel, and are remembered by QuickBooks, together. */
export interface QbMessageSet {
  /** e.g. `13.0`. */
  readonly version: string;
  readonly onError: 'stopOnError' | 'continueOnError';
  /** Under which QuickBooks stores the outcome, for error recovery. At most 23 characters. */
  readonly newMessageSetId?: string;
  /** Which stored outcome is asked for or cleared. */
  readonly oldMessageSetId?: string;
  readonly requests: readonly { readonly requestId: string; readonly request: QbRequest }[];
}
