import {
  companyLists,
  companyObjectId,
  companyObjectOf,
  companyStates,
  unreadCompany,
} from '@ml-connector/bookkeeping';
import { listKey, listObjectSeen, makeEvent } from '@ml-connector/contracts';
import type { Ports } from '@ml-connector/platform';
import { COMPANY_OWNER } from '@ml-connector/sealing';
import { CREATED_AT } from './order-story.features.js';

type Fields = Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;

const account = (Name: string, AccountType: string): readonly ['Account', Fields] => [
  'Account',
  { ListID: `ACC-${Name.replaceAll(' ', '-')}`, Name, FullName: Name, AccountType },
];

const OBJECTS: readonly (readonly ['Account' | 'Vendor' | 'Item' | 'Preferences', Fields])[] = [
  [
    'Preferences',
    {
      SalesTaxPreferences: {
        DefaultTaxableSalesTaxCodeRef: { ListID: 'TAX-1', FullName: 'Tax' },
        DefaultNonTaxableSalesTaxCodeRef: { ListID: 'TAX-2', FullName: 'Non' },
      },
    },
  ],
  account('Sales', 'Income'),
  account('Shipping and Delivery Income', 'Income'),
  account('Sales Discounts', 'Income'),
  account('Other Income', 'OtherIncome'),
  account('Sales Tax Payable', 'OtherCurrentLiability'),
  ['Vendor', { ListID: 'VEN-1', Name: 'Tax Office', IsSalesTaxAgency: 'true' }],
  ['Item', { ListID: 'ITM-1', Name: 'TS-001', FullName: 'TS-001' }],
];

/** The lists of a small company file that knows the captured shop's shirts, as mapping would have folded them. */
export const fillCompany = async (
  { store, vault }: Pick<Ports, 'store' | 'vault'>,
  connectionId: string,
): Promise<void> => {
  const keys = await vault.keysOf(connectionId, [COMPANY_OWNER]);
  for (const [list, fields] of OBJECTS) {
    const listId = typeof fields['ListID'] === 'string' ? fields['ListID'] : 'preferences';
    const event = makeEvent(listObjectSeen, {
      id: listId,
      connectionId,
      key: listKey(connectionId, listId),
      occurredAt: CREATED_AT,
      recordedAt: CREATED_AT,
      correlationId: listId,
      causationId: 'test',
      data: {
        list,
        listId,
        retType: list === 'Item' ? 'ItemNonInventoryRet' : `${list}Ret`,
        editSequence: '1',
        isActive: true,
        payload: keys.seal(COMPANY_OWNER, JSON.stringify(fields)),
      },
    });
    const object = companyObjectOf(event, JSON.parse(JSON.stringify(fields)), (text) =>
      keys.hash(text),
    );
    await store
      .collection(companyLists)
      .insert(companyObjectId(connectionId, list, listId), object);
  }
  await store.collection(companyStates).insert(connectionId, {
    ...unreadCompany(connectionId),
    revision: 1,
    isRead: true,
  });
};
