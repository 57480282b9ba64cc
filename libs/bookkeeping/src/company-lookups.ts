import type { DocumentStore } from '@ml-connector/document-store';
import { nodesAt, type QbFields, textAt } from '@ml-connector/qbxml';
import type { Vault } from '@ml-connector/sealing';
import type {
  AccountFact,
  CompanyFacts,
  CustomerFact,
  EntityFact,
  ItemFact,
  ListFact,
  ListRef,
  NamedFact,
} from './company-facts.js';
import { companyLists, type CompanyObject, type CompanyObjectIndex } from './company-object.js';
import { readQbJson } from './qb-json.js';

/** A list object with its opened fields. */
export interface OpenObject {
  readonly object: CompanyObject;
  readonly fields: QbFields;
}

/** Searches in the mirror of a company file's lists. */
export interface CompanyLookups {
  /** All of a small list that are active. */
  all(
    connectionId: string,
    index: 'byList' | 'byAgency',
    value: string | true,
  ): Promise<readonly OpenObject[]>;
  /** The first few with this key, active or not. */
  some(
    connectionId: string,
    index: SearchIndex,
    ...key: readonly string[]
  ): Promise<readonly OpenObject[]>;
}

type SearchIndex = Exclude<CompanyObjectIndex, 'byList' | 'byAgency'>;

const SOME = 10;

export const companyLookups = (store: DocumentStore, vault: Vault): CompanyLookups => {
  const objects = store.collection(companyLists);

  const opened = async (found: readonly CompanyObject[]): Promise<readonly OpenObject[]> => {
    if (found.length === 0) return [];
    const payloads = await vault.open(found.map(({ payload }) => payload));
    return found.flatMap((object, index) => {
      const payload = payloads[index];
      return payload === null || payload === undefined
        ? []
        : [{ object, fields: readQbJson(payload) }];
    });
  };

  return {
    async all(connectionId, index, value) {
      const found: CompanyObject[] = [];
      let cursor: string | null = null;
      do {
        const page = await objects.find({
          index,
          equals: [connectionId, value],
          limit: 1_000,
          ...(cursor === null ? {} : { cursor }),
        });
        found.push(...page.items.map((item) => item.value));
        cursor = page.next;
      } while (cursor !== null);
      return opened(found.filter(({ isActive, isGone }) => isActive && !isGone));
    },
    async some(connectionId, index, ...key) {
      const { items } = await objects.find({ index, equals: [connectionId, ...key], limit: SOME });
      return opened(items.map((item) => item.value));
    },
  };
};

export const accountFact = ({ object, fields }: OpenObject): AccountFact => ({
  listId: object.listId,
  fullName: textAt(fields, 'FullName') ?? textAt(fields, 'Name') ?? '',
  name: textAt(fields, 'Name') ?? '',
  type: textAt(fields, 'AccountType') ?? '',
  currency: textAt(fields, 'CurrencyRef', 'FullName') ?? null,
});

export const namedFact = ({ object, fields }: OpenObject): NamedFact => ({
  listId: object.listId,
  name: textAt(fields, 'Name') ?? '',
});

export const itemFact = ({ object, fields }: OpenObject): ItemFact => ({
  listId: object.listId,
  fullName: textAt(fields, 'FullName') ?? textAt(fields, 'Name') ?? '',
  name: textAt(fields, 'Name') ?? '',
  type: object.type,
  editSequence: object.editSequence,
  isActive: object.isActive,
  taxRates: object.type === 'ItemSalesTax' ? [textAt(fields, 'TaxRate') ?? '0'] : null,
});

/** As documents refer to it. */
export const listFact = ({ object, fields }: OpenObject): ListFact => ({
  listId: object.listId,
  name: NAMED_BY.map((element) => textAt(fields, element)).find((name) => name !== undefined) ?? '',
  type: textAt(fields, 'TemplateType') ?? null,
});

const NAMED_BY = ['FullName', 'Name', 'Initial'];

/** Full names of the parts of a sales tax group. */
export const taxGroupParts = ({ fields }: OpenObject): readonly string[] =>
  nodesAt(fields, 'ItemSalesTaxRef').map((part) => textAt(part, 'FullName') ?? '');

export const entityFact = ({ object }: OpenObject): EntityFact => ({
  listId: object.listId,
  list: object.list,
});

export const customerFact = ({ object, fields }: OpenObject): CustomerFact => ({
  listId: object.listId,
  fullName: textAt(fields, 'FullName') ?? textAt(fields, 'Name') ?? '',
  name: textAt(fields, 'Name') ?? '',
  email: textAt(fields, 'Email') ?? null,
  postcode: textAt(fields, 'BillAddress', 'PostalCode') ?? null,
  currency: textAt(fields, 'CurrencyRef', 'FullName') ?? null,
  editSequence: object.editSequence,
  isActive: object.isActive,
});

/** The last day of the closed period, `YYYY-MM-DD`; `null` where none is closed. */
export const closingDateOf = (preferences: QbFields): string | null =>
  textAt(preferences, 'AccountingPreferences', 'ClosingDate') ?? null;

/** Whether the file keeps several currencies, and the name of its own where it tells. */
export const currenciesOf = (
  preferences: QbFields,
): Pick<CompanyFacts, 'isMultiCurrency' | 'homeCurrencyName'> => ({
  isMultiCurrency: /^(?:true|1)$/i.test(
    textAt(preferences, 'MultiCurrencyPreferences', 'IsMultiCurrencyOn') ?? '',
  ),
  homeCurrencyName:
    textAt(preferences, 'MultiCurrencyPreferences', 'HomeCurrencyRef', 'FullName') ?? null,
});

/** The default codes of taxed and untaxed lines; `null` where sales tax is off. */
export const salesTaxCodes = (preferences: QbFields): CompanyFacts['salesTax'] => {
  const nonTaxable = codeAt(preferences, 'DefaultNonTaxableSalesTaxCodeRef');
  const taxable = codeAt(preferences, 'DefaultTaxableSalesTaxCodeRef');
  return nonTaxable && taxable ? { nonTaxable, taxable } : null;
};

const codeAt = (preferences: QbFields, name: string): ListRef | null => {
  const path = ['SalesTaxPreferences', name] as const;
  const listId = textAt(preferences, ...path, 'ListID');
  if (listId !== undefined) return { ListID: listId };
  const fullName = textAt(preferences, ...path, 'FullName');
  return fullName === undefined ? null : { FullName: fullName };
};
