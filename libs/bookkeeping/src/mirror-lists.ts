import { MIRRORED_LISTS } from '@ml-connector/contracts';
import type { DocumentStore } from '@ml-connector/document-store';
import { textAt } from '@ml-connector/qbxml';
import type { Vault } from '@ml-connector/sealing';
import { companyLists, type CompanyObject } from './company-object.js';
import { readQbJson } from './qb-json.js';

/** The lists that people choose from; preferences are one object and no list. */
export const SHOWN_LISTS = MIRRORED_LISTS.filter((list) => list !== 'Preferences');

/** A list object as people see it: what rules name it by, and nothing of whom it stands for beside its name. */
export interface ShownObject {
  readonly listId: string;
  /** QuickBooks' own word: Customer, ItemService, … */
  readonly type: string;
  readonly name: string;
  readonly fullName: string;
  readonly isActive: boolean;
  /** Of an account, e.g. `Income`. */
  readonly accountType: string | null;
}

/** A page of a list of the company file as it was last read, in the order of ListIDs. */
export const readMirror = async (
  { store, vault }: { readonly store: DocumentStore; readonly vault: Pick<Vault, 'open'> },
  query: {
    readonly connectionId: string;
    readonly list: CompanyObject['list'];
    readonly limit: number;
    readonly cursor?: string;
  },
) => {
  const { connectionId, list, limit, cursor } = query;
  const page = await store.collection(companyLists).find({
    index: 'byList',
    equals: [connectionId, list],
    limit,
    ...(cursor === undefined ? {} : { cursor }),
  });
  const standing = page.items.filter(({ value }) => !value.isGone);
  const payloads = await vault.open(standing.map(({ value }) => value.payload));
  return {
    next: page.next,
    items: standing.map(({ id, version, value }, index) => ({
      id,
      version,
      value: shown(value, payloads[index] ?? '{}'),
    })),
  };
};

const shown = ({ listId, type, isActive }: CompanyObject, payload: string): ShownObject => {
  const fields = readQbJson(payload);
  const name = textAt(fields, 'Name') ?? textAt(fields, 'Initial') ?? '';
  return {
    listId,
    type,
    name,
    fullName: textAt(fields, 'FullName') ?? name,
    isActive,
    accountType: textAt(fields, 'AccountType') ?? null,
  };
};
