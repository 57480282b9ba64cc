import {
  companyKey,
  type Envelope,
  listKey,
  listObjectSeen,
  listsRead,
  makeEvent,
  MIRRORED_LISTS,
} from '@ml-connector/contracts';
import { isoTime } from '@ml-connector/kernel';
import { COMPANY_OWNER, type Vault } from '@ml-connector/sealing';
import { quickBooksId } from './quickbooks-id.js';

type List = (typeof MIRRORED_LISTS)[number];
type SeenObject = readonly [list: List, fields: Readonly<Record<string, string>>];

const account = (nth: number, Name: string, AccountType: string): SeenObject => [
  'Account',
  { ListID: quickBooksId(nth), Name, FullName: Name, AccountType },
];

/** A small company file, fit for posting: accounts and a tax agency. */
const OBJECTS: readonly SeenObject[] = [
  ['Preferences', {}],
  account(1, 'Sales', 'Income'),
  account(2, 'Shipping and Delivery Income', 'Income'),
  account(3, 'Sales Discounts', 'Income'),
  account(4, 'Other Income', 'OtherIncome'),
  account(5, 'Sales Tax Payable', 'OtherCurrentLiability'),
  ['Vendor', { ListID: quickBooksId(6), Name: 'Tax Office', IsSalesTaxAgency: 'true' }],
];

/** What the gateway tells after it has read the lists of a company file for the first time. */
export const companyLists = async (
  vault: Vault,
  connectionId: string,
): Promise<readonly Envelope[]> => {
  const keys = await vault.keysOf(connectionId, [COMPANY_OWNER]);
  const now = isoTime(Date.now());
  const about = (id: string, key: string) => ({
    id: `bench-${connectionId}-${id}`,
    connectionId,
    key,
    occurredAt: now,
    recordedAt: now,
    correlationId: key,
    causationId: 'bench',
  });
  const seen = OBJECTS.map(([list, fields]) => {
    const listId = fields['ListID'] ?? 'preferences';
    return makeEvent(listObjectSeen, {
      ...about(listId, listKey(connectionId, listId)),
      data: {
        list,
        listId,
        retType: `${list}Ret`,
        editSequence: '1',
        isActive: true,
        payload: keys.seal(COMPANY_OWNER, JSON.stringify(fields)),
      },
    });
  });
  const read = makeEvent(listsRead, {
    ...about('read', companyKey(connectionId)),
    data: { readingId: 'bench', full: true, objects: seen.length },
  });
  return [...seen, read];
};
