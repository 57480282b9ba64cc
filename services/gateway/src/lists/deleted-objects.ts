import { companyObjectId } from '@ml-connector/bookkeeping';
import { textAt, type QbAnswer, type QbRequest } from '@ml-connector/qbxml';
import type { Gateway } from '../gateway-ports.js';
import { withMargin } from '../recovery/quickbooks-time.js';
import { publishGone } from './publish-lists.js';
import { mirroredList, type MirroredList } from './seen-objects.js';

/** The kinds of mirrored lists, by QuickBooks' own words. It keeps no record of deleted templates. */
const KINDS = [
  'Customer',
  'Vendor',
  'Employee',
  'OtherName',
  'Account',
  'Class',
  'PaymentMethod',
  'SalesTaxCode',
  'StandardTerms',
  'SalesRep',
  'ShipMethod',
  'ItemDiscount',
  'ItemGroup',
  'ItemInventory',
  'ItemInventoryAssembly',
  'ItemNonInventory',
  'ItemOtherCharge',
  'ItemPayment',
  'ItemSalesTax',
  'ItemSalesTaxGroup',
  'ItemService',
  'ItemSubtotal',
] as const;

/** What was deleted, or merged into another, since a moment by QuickBooks' clock (milliseconds). */
export const deletedSince = (since: number): QbRequest => ({
  type: 'ListDeletedQuery',
  fields: {
    ListDelType: KINDS,
    DeletedDateRangeFilter: { FromDeletedDate: withMargin(since) },
  },
});

/**
 * Tells what is gone and still stands in the mirror. What the same answer shows as standing is not gone: a company file
 * that was restored may have both.
 * @returns how many objects that are.
 */
export const publishDeleted = async (
  gateway: Gateway,
  options: {
    readonly connectionId: string;
    readonly causationId: string;
    readonly answer: QbAnswer;
    readonly standing: ReadonlySet<string>;
  },
): Promise<number> => {
  const { connectionId, causationId, answer, standing } = options;
  const deleted = answer.responses
    .flatMap(({ rets }) => rets)
    .filter(({ type }) => type === 'ListDeletedRet')
    .flatMap(({ fields }) => goneObject(textAt(fields, 'ListDelType'), textAt(fields, 'ListID')))
    .filter(({ listId }) => !standing.has(listId));
  if (deleted.length === 0) return 0;
  const idOf = ({ list, listId }: GoneObject): string =>
    companyObjectId(connectionId, list, listId);
  const mirrored = await gateway.mirror.getMany([...new Set(deleted.map(idOf))]);
  const known = new Set(mirrored.flatMap(({ id, value }) => (value.isGone ? [] : [id])));
  const objects = deleted.filter((object) => known.has(idOf(object)));
  await publishGone(gateway, { connectionId, causationId, objects });
  return objects.length;
};

interface GoneObject {
  readonly list: MirroredList;
  readonly listId: string;
}

const goneObject = (kind = '', listId = ''): readonly GoneObject[] => {
  const list = mirroredList(kind);
  return list === null || listId === '' ? [] : [{ list, listId }];
};
