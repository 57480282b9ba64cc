import type { QbFields, QbRequest } from '@ml-connector/qbxml';
import type { PagedList, Reading } from '../company/company.js';
import { deletedSince } from './deleted-objects.js';
import { withMargin } from '../recovery/quickbooks-time.js';

const PAGE = '500';

/** A query of a reading; its id says which list. */
export interface ListRequest {
  readonly requestId: string;
  readonly request: QbRequest;
}

/** Without iterators: these lists are short. */
const SHORT = [
  'Account',
  'SalesTaxCode',
  'PaymentMethod',
  'Class',
  'StandardTerms',
  'SalesRep',
  'ShipMethod',
] as const;
const PAGED: readonly PagedList[] = ['Entity', 'Item'];

/**
 * The queries of a reading's first set, which holds every list with a first page of the long ones, or of a later set:
 * the next pages.
 * @param modifiedUpTo milliseconds by QuickBooks' clock; `null` reads everything.
 */
export const listRequests = (
  reading: Reading | null,
  modifiedUpTo: number | null,
): readonly ListRequest[] => {
  const filters: QbFields = {
    ActiveStatus: 'All',
    ...(modifiedUpTo === null ? {} : { FromModifiedDate: withMargin(modifiedUpTo) }),
  };
  const paged = { MaxReturned: PAGE, ...filters };
  if (reading) {
    return PAGED.flatMap((list) => {
      const continueId = reading.iterators[list];
      return continueId === undefined ? [] : [page(list, paged, { continueId })];
    });
  }
  return [
    { requestId: 'Preferences', request: { type: 'PreferencesQuery', fields: {} } },
    ...SHORT.map((list): ListRequest => ({
      requestId: list,
      request: { type: `${list}Query`, fields: filters },
    })),
    // Has no filters: it is short, and read whole each time.
    { requestId: 'Template', request: { type: 'TemplateQuery', fields: {} } },
    ...PAGED.map((list) => page(list, paged, { start: true })),
    ...(modifiedUpTo === null
      ? []
      : [{ requestId: 'Deleted', request: deletedSince(modifiedUpTo) }]),
  ];
};

const page = (
  list: PagedList,
  fields: QbFields,
  iterator: NonNullable<QbRequest['iterator']>,
): ListRequest => ({ requestId: list, request: { type: `${list}Query`, fields, iterator } });
