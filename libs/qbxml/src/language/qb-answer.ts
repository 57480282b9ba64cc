import type { QbFields } from './qb-fields.js';

/** What QuickBooks says to one request. */
export interface QbResponse {
  /** The request's type, e.g. `InvoiceAdd`. Any that QuickBooks knows, not only those of the tables. */
  readonly type: string;
  readonly requestId: string | null;
  /** Decides; the severity is unreliable. See `statusMeaning`. */
  readonly statusCode: number;
  readonly statusSeverity: string;
  readonly statusMessage: string;
  readonly retCount?: number;
  readonly iteratorRemainingCount?: number;
  readonly iteratorId?: string;
  /** The objects returned, e.g. `InvoiceRet`. */
  readonly rets: readonly { readonly type: string; readonly fields: QbFields }[];
  /** What stands in the response directly, as the TxnID in TxnVoidRs. */
  readonly plain: QbFields;
  /** Which object an earlier execution made, if this is a stored status. */
  readonly errorRecovery?: QbFields;
}

export interface QbAnswer {
  /** There only if the set had message set ids. */
  readonly messageSetStatusCode?: number;
  readonly responses: readonly QbResponse[];
}
