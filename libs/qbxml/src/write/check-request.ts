import { occurrencesOf, type QbFields } from '../language/qb-fields.js';
import type { QbRequest } from '../language/qb-request.js';
import { toVersion, toVersionNumber } from '../language/version.js';
import type { Violation } from '../language/violation.js';
import { type RequestTable, requestTable } from '../tables/request-tables.js';
import { checkFields } from './check-fields.js';

/**
 * Everything that QuickBooks would refuse for its form: what is unknown, missing, too long, of another type,
 * given twice or together, or newer than the version. An empty list means that it can be written.
 * @param version e.g. `13.0`.
 */
export const checkRequest = (request: QbRequest, version: string): readonly Violation[] => {
  const table = requestTable(request.type);
  if (!table) return [{ path: '', rule: 'unknown', message: 'There is no such request.' }];
  const number = toVersionNumber(version);
  return [
    ...checkVersion(table, version),
    ...checkAttributes(table, request, number),
    ...checkFields(table.fields, fieldsOf(table, request), number),
    ...checkFields(table.tail, tailOf(table, request), number),
  ];
};

/** The fields as the request holds them: a query's wanted elements stand among its own. */
export const fieldsOf = (table: RequestTable, request: QbRequest): QbFields => {
  const wanted = request.includeRetElements;
  if (wanted === undefined || table.wrapper !== undefined) return request.fields;
  const named = occurrencesOf(request.fields, 'IncludeRetElement');
  return { ...request.fields, IncludeRetElement: [...named, ...wanted] };
};

/** What follows the wrapper of an Add or Mod. */
export const tailOf = (table: RequestTable, request: QbRequest): QbFields => {
  const wanted = request.includeRetElements;
  return wanted === undefined || table.wrapper === undefined ? {} : { IncludeRetElement: wanted };
};

const checkVersion = (table: RequestTable, version: string): readonly Violation[] => {
  const number = toVersionNumber(version);
  if (number === 0) return [versionViolation('', 'The version is none of qbXML.')];
  if (number < table.since)
    return [versionViolation('', `The request needs qbXML ${toVersion(table.since)}.`)];
  return [];
};

const checkAttributes = (
  table: RequestTable,
  { fields, iterator, metaData }: QbRequest,
  version: number,
): readonly Violation[] => {
  const violations: Violation[] = [];
  if (metaData !== undefined && !table.takesMetaData)
    violations.push(unknownAttribute('@metaData'));
  if (metaData !== undefined && !META_DATA.has(metaData))
    violations.push({ path: '@metaData', rule: 'enum', message: 'There is no such metaData.' });
  if (iterator === undefined) return violations;
  if (!table.takesIterator) violations.push(unknownAttribute('@iterator'));
  if (version < ITERATORS_SINCE)
    violations.push(versionViolation('@iterator', 'Paging needs qbXML 5.0.'));
  if (occurrencesOf(fields, 'MaxReturned').length === 0)
    violations.push({ path: 'MaxReturned', rule: 'missing', message: 'Paging needs a page size.' });
  if ('continueId' in iterator && !ITERATOR_ID.test(iterator.continueId))
    violations.push({ path: '@iteratorID', rule: 'type', message: 'It must be an iterator id.' });
  return violations;
};

const META_DATA: ReadonlySet<string> = new Set([
  'NoMetaData',
  'MetaDataOnly',
  'MetaDataAndResponseData',
]);

const ITERATORS_SINCE = toVersionNumber('5.0');

const ITERATOR_ID = /^[\w{}-]{1,50}$/;

const unknownAttribute = (path: string): Violation => ({
  path,
  rule: 'unknown',
  message: 'The request does not take it.',
});

const versionViolation = (path: string, message: string): Violation => ({
  path,
  rule: 'version',
  message,
});
