import type { DocumentStore } from '@ml-connector/document-store';
import type { Vault } from '@ml-connector/sealing';
import {
  type AccountFact,
  type CompanyFacts,
  type CustomerFact,
  type EntityFact,
  type FactsNeeded,
  type ItemFact,
  type ListFact,
  type NamedFact,
  NAMED_LISTS,
} from './company-facts.js';
import {
  accountFact,
  closingDateOf,
  currenciesOf,
  companyLookups,
  customerFact,
  entityFact,
  itemFact,
  type OpenObject,
  listFact,
  namedFact,
  salesTaxCodes,
  taxGroupParts,
} from './company-lookups.js';
import { emailKey, entityNameKey, type KeyedHash } from './company-object.js';
import { type CompanyState, companyStates, unreadCompany } from './company-state.js';
import { createMemory, type Memory } from './memory.js';

/** Reads what decisions need from the mirror of a company file; what was read once is kept until the lists change. */
export interface CompanyReader {
  state(connectionId: string): Promise<CompanyState>;
  facts(connectionId: string, needed: FactsNeeded): Promise<CompanyFacts>;
}

interface Known {
  readonly revision: number;
  readonly small: Memory<SmallFacts>;
  readonly lists: Memory<readonly ListFact[]>;
  readonly items: Memory<readonly ItemFact[]>;
  readonly entities: Memory<EntityFact | null>;
  readonly customers: Memory<readonly CustomerFact[]>;
  readonly emails: Memory<readonly CustomerFact[]>;
}

type SmallFacts = Pick<
  CompanyFacts,
  | 'salesTax'
  | 'closingDate'
  | 'isMultiCurrency'
  | 'homeCurrencyName'
  | 'accounts'
  | 'taxAgencies'
  | 'paymentMethods'
>;

const SMALL = '';
const NO_SMALL_FACTS: SmallFacts = {
  salesTax: null,
  closingDate: null,
  accounts: [],
  taxAgencies: [],
  paymentMethods: [],
};

const MOST_COMPANIES = 200;

export const createCompanyReader = ({
  store,
  vault,
}: {
  readonly store: DocumentStore;
  readonly vault: Vault;
}): CompanyReader => {
  const lookups = companyLookups(store, vault);
  const states = store.collection(companyStates);
  const companies = new Map<string, Known>();

  const smallFacts = async (connectionId: string): Promise<SmallFacts> => {
    const [accounts, methods, agencies, preferences] = await Promise.all([
      lookups.all(connectionId, 'byList', 'Account'),
      lookups.all(connectionId, 'byList', 'PaymentMethod'),
      lookups.all(connectionId, 'byAgency', true),
      lookups.all(connectionId, 'byList', 'Preferences'),
    ]);
    const [told] = preferences;
    return {
      salesTax: told ? salesTaxCodes(told.fields) : null,
      closingDate: told ? closingDateOf(told.fields) : null,
      ...(told ? currenciesOf(told.fields) : {}),
      accounts: accounts.map((found): AccountFact => accountFact(found)),
      taxAgencies: agencies.map((found): NamedFact => namedFact(found)),
      paymentMethods: methods.map((found): NamedFact => namedFact(found)),
    };
  };

  const listNamed = async (connectionId: string, key: string): Promise<readonly ListFact[]> => {
    const list = NAMED_LISTS.find((name) => name.toLowerCase() === key);
    return list ? (await lookups.all(connectionId, 'byList', list)).map(listFact) : [];
  };

  const itemsNamed = async (connectionId: string, name: string): Promise<readonly ItemFact[]> => {
    const key = name.toLowerCase();
    const found = await Promise.all([
      lookups.some(connectionId, 'byName', 'Item', key),
      ...(key.includes(':') ? [lookups.some(connectionId, 'byFullName', 'Item', key)] : []),
      lookups.some(connectionId, 'byPart', 'Item', key),
    ]);
    const byId = new Map(found.flat().map((object) => [object.object.listId, object]));
    return Promise.all([...byId.values()].map((object) => itemWithTax(connectionId, object)));
  };

  /** A group of taxes is what its parts are; a part that is not known makes it unknown. */
  const itemWithTax = async (connectionId: string, found: OpenObject): Promise<ItemFact> => {
    const item = itemFact(found);
    if (item.type !== 'ItemSalesTaxGroup') return item;
    const parts = await Promise.all(
      taxGroupParts(found).map((name) =>
        lookups.some(connectionId, 'byName', 'Item', name.toLowerCase()),
      ),
    );
    const rates = parts.map(([part]) => (part ? itemFact(part).taxRates : null));
    return { ...item, taxRates: rates.includes(null) ? null : rates.flatMap((rate) => rate ?? []) };
  };

  const know = async (connectionId: string, revision: number): Promise<Known> => {
    const known = companies.get(connectionId);
    if (known?.revision === revision) return known;
    const keys = await vault.keysOf(connectionId, []);
    const hash: KeyedHash = (content) => keys.hash(content);
    const customersWith = async (index: 'byEmail' | 'byName', ...key: readonly string[]) => {
      const found = await lookups.some(connectionId, index, ...key);
      return found.filter(({ object }) => object.list === 'Customer').map(customerFact);
    };
    const made: Known = {
      revision,
      small: createMemory(() => smallFacts(connectionId)),
      lists: createMemory((list) => listNamed(connectionId, list)),
      items: createMemory((name) => itemsNamed(connectionId, name)),
      entities: createMemory(async (name) => {
        const [found] = await lookups.some(
          connectionId,
          'byName',
          'entity',
          entityNameKey(name, hash),
        );
        return found ? entityFact(found) : null;
      }),
      customers: createMemory((name) =>
        customersWith('byName', 'entity', entityNameKey(name, hash)),
      ),
      emails: createMemory((email) => customersWith('byEmail', emailKey(email, hash))),
    };
    if (companies.size >= MOST_COMPANIES) companies.clear();
    companies.set(connectionId, made);
    return made;
  };

  const state = async (connectionId: string): Promise<CompanyState> =>
    (await states.get(connectionId))?.value ?? unreadCompany(connectionId);

  return {
    state,
    async facts(connectionId, needed) {
      const { revision, isRead, readUpTo } = await state(connectionId);
      const known = await know(connectionId, revision);
      const [small, lists, items, entities, customers, emails] = await Promise.all([
        known.small.read([SMALL]),
        known.lists.read(needed.lists ?? []),
        known.items.read(needed.items),
        known.entities.read(needed.entities),
        known.customers.read(needed.entities),
        known.emails.read(needed.emails),
      ]);
      return {
        isRead,
        revision,
        readUpTo,
        ...(small.get(SMALL) ?? NO_SMALL_FACTS),
        named: (list) => lists.get(list.toLowerCase()) ?? [],
        items: (name) => items.get(name.toLowerCase()) ?? [],
        entity: (name) => entities.get(name.toLowerCase()) ?? null,
        customersByName: (name) => customers.get(name.toLowerCase()) ?? [],
        customersByEmail: (email) => emails.get(email.toLowerCase()) ?? [],
      };
    },
  };
};
