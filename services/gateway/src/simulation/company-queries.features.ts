import { QBWC_OWNER_ID } from '@ml-connector/connections';
import type { CompanyFile } from './company-file.features.js';
import { fieldOf, retOf, timeText, type Thing } from './company-things.features.js';
import { childOf, escapeXml, textOf, textsOf, type Element } from './plain-xml.features.js';

const NONE = 1;
const NOT_FOUND = 500;
const ITERATOR_GONE = 3000;
/** Smaller than what is asked for, so that paging is met with few documents. */
const LARGEST_PAGE = 3;

export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly attributes?: string;
}

/** What QuickBooks answers to a query. */
export const answerQuery = (file: CompanyFile, request: Element, type: string): Answered => {
  switch (type) {
    case 'Host':
      return found('<HostRet><ProductName>QuickBooks</ProductName><Country>US</Country></HostRet>');
    case 'Company':
      return found(companyRet(file));
    case 'Preferences':
      return found(
        '<PreferencesRet><AccountingPreferences><IsUsingClassTracking>false</IsUsingClassTracking></AccountingPreferences></PreferencesRet>',
      );
    case 'TxnDeleted':
      return deletedSince(file, request);
  }
  return request.attributes['iterator'] === 'Continue'
    ? nextPage(file, request)
    : firstPage(file, request, type);
};

const found = (body: string): Answered => ({ status: 0, body });

const companyRet = ({ name, stamp }: CompanyFile): string =>
  `<CompanyRet><IsSampleCompany>false</IsSampleCompany><CompanyName>${escapeXml(name)}</CompanyName>` +
  (stamp === null
    ? ''
    : `<DataExtRet><OwnerID>${QBWC_OWNER_ID}</OwnerID><DataExtName>FileID</DataExtName><DataExtType>STR255TYPE</DataExtType><DataExtValue>${stamp}</DataExtValue></DataExtRet>`) +
  '</CompanyRet>';

/** What the Web Connector brings along in its first call. */
export const introduction = (file: CompanyFile): string =>
  `<QBXML><QBXMLMsgsRs><HostQueryRs statusCode="0"><HostRet><Country>US</Country></HostRet></HostQueryRs>` +
  `<CompanyQueryRs statusCode="0">${companyRet(file)}</CompanyQueryRs></QBXMLMsgsRs></QBXML>`;

const deletedSince = (file: CompanyFile, request: Element): Answered => {
  const types = new Set(textsOf(request, 'TxnDelType'));
  const filter = childOf(request, 'DeletedDateRangeFilter');
  const from = dateOf(filter && textOf(filter, 'FromDeletedDate'));
  const rows = file.deleted.filter(
    ({ thing, at }) => types.has(thing.type) && at + file.timeShift >= from,
  );
  return {
    status: rows.length > 0 ? 0 : NONE,
    body: rows
      .map(
        ({ thing, at }) =>
          `<TxnDeletedRet><TxnDelType>${thing.type}</TxnDelType><TxnID>${thing.id}</TxnID>` +
          `<TimeDeleted>${timeText(at)}</TimeDeleted><RefNumber>${fieldOf(thing, 'RefNumber') ?? ''}</RefNumber></TxnDeletedRet>`,
      )
      .join(''),
  };
};

const firstPage = (file: CompanyFile, request: Element, type: string): Answered => {
  const things = [...file.things.values()].filter((thing) => isOf(thing, type));
  const ids = [...textsOf(request, 'ListID'), ...textsOf(request, 'TxnID')];
  const names = textsOf(request, 'FullName').map(lower);
  const numbers = textsOf(request, 'RefNumber').map(lower);
  const wanted = ids.length + names.length + numbers.length > 0;
  const fit = wanted
    ? things.filter(
        (thing) =>
          ids.includes(thing.id) ||
          names.includes(lower(fieldOf(thing, 'Name') ?? '')) ||
          numbers.includes(lower(fieldOf(thing, 'RefNumber') ?? '')),
      )
    : things.filter(modifiedSince(file, request));
  if (wanted && fit.length < ids.length + names.length) {
    return { status: NOT_FOUND, body: fit.map(retOf).join('') };
  }
  return request.attributes['iterator'] === undefined
    ? { status: fit.length > 0 ? 0 : NONE, body: fit.map(retOf).join('') }
    : page(file, fit.map(retOf));
};

const isOf = (thing: Thing, type: string): boolean =>
  type === 'Entity' ? !thing.isTransaction : thing.type === type;

const modifiedSince = (file: CompanyFile, request: Element) => {
  const filter = childOf(request, 'ModifiedDateRangeFilter') ?? request;
  const from = dateOf(textOf(filter, 'FromModifiedDate'));
  return ({ modifiedAt }: Thing): boolean => modifiedAt + file.timeShift >= from;
};

const dateOf = (text: string | undefined): number => (text === undefined ? 0 : Date.parse(text));
const lower = (text: string): string => text.toLowerCase();

const page = (file: CompanyFile, rets: readonly string[]): Answered => {
  const rest = rets.slice(LARGEST_PAGE);
  file.counter += 1;
  const id = `{iterator-${file.counter}}`;
  if (rest.length > 0) file.iterators.set(id, rest);
  return {
    status: rets.length > 0 ? 0 : NONE,
    body: rets.slice(0, LARGEST_PAGE).join(''),
    attributes: ` iteratorRemainingCount="${rest.length}" iteratorID="${id}"`,
  };
};

const nextPage = (file: CompanyFile, request: Element): Answered => {
  const id = request.attributes['iteratorID'] ?? '';
  const rest = file.iterators.get(id);
  file.iterators.delete(id);
  return rest ? page(file, rest) : { status: ITERATOR_GONE, body: '' };
};
