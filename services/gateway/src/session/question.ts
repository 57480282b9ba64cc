import { writeMessageSet, type QbRequest } from '@ml-connector/qbxml';
import type { Company } from '../company/company.js';
import { markRequests, type NamedRequest } from '../sets/own-answer.js';

/** What is handed to the Web Connector, and the company as it is to be written before that. */
export interface Question {
  readonly company: Company;
  readonly bytes: string;
  readonly setId: string;
  /** How many requests wait for an answer; 0 where an answer may leave some out. */
  readonly count: number;
}

/** A set that only reads: nothing is remembered of it but that it was asked. */
export const readSet = (
  setId: string,
  version: string,
  requests: readonly NamedRequest<QbRequest>[],
): string =>
  writeMessageSet({
    version,
    onError: 'continueOnError',
    requests: markRequests(setId, requests),
  });

/** One request of a set that asks one thing. */
export const single = (request: QbRequest): readonly NamedRequest<QbRequest>[] => [
  { requestId: 'q', request },
];
