import type { Fields } from '../fields.js';
import type { CompanyClock } from '../ledger/company-clock.js';
import type { Ledger } from '../ledger/ledger.js';
import { StatusError } from '../status-error.js';
import type { IteratorTable } from './iterators.js';

/** What the handling of a request may touch. */
export interface RequestContext {
  readonly ledger: Ledger;
  readonly clock: CompanyClock;
  readonly iterators: IteratorTable;
}

/** One request of a message set, read by its element table. */
export interface QbRequest {
  /** Without the ending, e.g. `InvoiceAdd`. */
  readonly type: string;
  readonly requestId: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly fields: Fields;
}

/** The answer to one request that was carried out, with its elements as text. */
export interface Outcome {
  readonly statusCode?: number;
  readonly statusMessage?: string;
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  readonly content: string;
  /** The ListID or TxnID that was made or changed. */
  readonly id?: string | undefined;
  readonly editSequence?: string | undefined;
}

export type Handler = (context: RequestContext, request: QbRequest) => Outcome;

/** Refuses what the element tables allow but this company file does not play. */
export function refuseUnplayed(what: string): never {
  throw new StatusError(1030, `This request is not supported: ${what}.`);
}

export function featureOff(what: string): StatusError {
  return new StatusError(
    3250,
    `This feature is not enabled or not available in this version of QuickBooks: ${what}.`,
  );
}

export function notFound(id: string): StatusError {
  return new StatusError(3120, `Object "${id}" specified in the request cannot be found.`);
}

export function invalidValue(detail: string): StatusError {
  return new StatusError(3210, `A field has an invalid value. QuickBooks error message: ${detail}`);
}
