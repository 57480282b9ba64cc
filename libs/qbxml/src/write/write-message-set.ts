import { AppError } from '@ml-connector/kernel';
import type { QbMessageSet, QbRequest } from '../language/qb-request.js';
import { toVersionNumber } from '../language/version.js';
import { requestTable } from '../tables/request-tables.js';
import { checkRequest, fieldsOf, tailOf } from './check-request.js';
import { escapeText } from './escape.js';
import { writeFields } from './write-fields.js';

/** More make QuickBooks answer 9004. */
export const MAX_MESSAGE_SET_ID_LENGTH = 23;

/** More make QuickBooks answer 1060. */
export const MAX_REQUEST_ID_LENGTH = 50;

/**
 * The message set as pure ASCII XML, without white space between elements. Equal sets give equal bytes.
 * @throws AppError QBXML_INVALID with the paths and rules of what is wrong, never with values.
 */
export const writeMessageSet = (set: QbMessageSet): string => {
  const findings = [...findingsInEnvelope(set), ...set.requests.flatMap(findingsInRequest(set))];
  if (findings.length > 0) throw new AppError('QBXML_INVALID', describe(findings));
  const requests = set.requests.map(({ requestId, request }) => writeRequest(requestId, request));
  return (
    `<?xml version="1.0" encoding="utf-8"?><?qbxml version="${set.version}"?>` +
    `<QBXML><QBXMLMsgsRq onError="${set.onError}"` +
    attribute('newMessageSetID', set.newMessageSetId) +
    attribute('oldMessageSetID', set.oldMessageSetId) +
    `>${requests.join('')}</QBXMLMsgsRq></QBXML>`
  );
};

const writeRequest = (requestId: string, request: QbRequest): string => {
  const table = requestTable(request.type);
  if (!table) throw new AppError('QBXML_INVALID', 'There is no such request.');
  const { type, iterator, metaData } = request;
  const fields = writeFields(table.fields.particles, fieldsOf(table, request));
  const tail = writeFields(table.tail.particles, tailOf(table, request));
  const body = table.wrapper === undefined ? fields : `<${type}>${fields}</${type}>${tail}`;
  const paging =
    iterator === undefined
      ? ''
      : 'continueId' in iterator
        ? ` iterator="Continue"${attribute('iteratorID', iterator.continueId)}`
        : ' iterator="Start"';
  return `<${type}Rq${attribute('requestID', requestId)}${attribute('metaData', metaData)}${paging}>${body}</${type}Rq>`;
};

const attribute = (name: string, value: string | undefined): string =>
  value === undefined ? '' : ` ${name}="${escapeText(value)}"`;

const MESSAGE_SET_ID = new RegExp(`^[\\x21-\\x7e]{1,${MAX_MESSAGE_SET_ID_LENGTH}}$`);

const REQUEST_ID = new RegExp(`^[\\x20-\\x7e]{1,${MAX_REQUEST_ID_LENGTH}}$`);

const findingsInEnvelope = (set: QbMessageSet): readonly string[] => {
  const findings: string[] = [];
  const ids = set.requests.map(({ requestId }) => requestId);
  if (toVersionNumber(set.version) === 0) findings.push('version: type');
  if (!['stopOnError', 'continueOnError'].includes(set.onError)) findings.push('onError: enum');
  if (set.newMessageSetId !== undefined && !MESSAGE_SET_ID.test(set.newMessageSetId))
    findings.push('newMessageSetId: type');
  if (set.oldMessageSetId !== undefined && !MESSAGE_SET_ID.test(set.oldMessageSetId))
    findings.push('oldMessageSetId: type');
  if (ids.length === 0 && set.oldMessageSetId === undefined) findings.push('requests: missing');
  if (!ids.every((id) => REQUEST_ID.test(id))) findings.push('requestId: type');
  if (new Set(ids).size < ids.length) findings.push('requestId: repeated');
  return findings;
};

const findingsInRequest =
  ({ version }: QbMessageSet) =>
  ({ request }: { readonly request: QbRequest }, index: number): readonly string[] =>
    checkRequest(request, version).map(
      ({ path, rule }) => `request ${index + 1} ${request.type} ${path}: ${rule}`,
    );

const SHOWN = 20;

const describe = (findings: readonly string[]): string => {
  const rest = findings.length - SHOWN;
  const shown = findings.slice(0, SHOWN).join('; ');
  return `The message set cannot be written. ${shown}${rest > 0 ? `; and ${rest} more` : ''}.`;
};
