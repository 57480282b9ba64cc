import { writeMessageSet, type QbRequest } from '@ml-connector/qbxml';
import type { Company } from '../company/company.js';

/** What is handed to the Web Connector, and the company as it is to be written before that. */
export interface Question {
  readonly company: Company;
  readonly bytes: string;
  readonly setId: string;
}

/** A set that only reads: nothing is remembered of it but that it was asked. */
export const readSet = (
  version: string,
  requests: readonly { readonly requestId: string; readonly request: QbRequest }[],
): string => writeMessageSet({ version, onError: 'continueOnError', requests });

/** One request of a set that asks one thing. */
export const single = (request: QbRequest) => [{ requestId: 'q', request }];
