import type { EventOf, listObjectSeen } from '@ml-connector/contracts';
import { MIRRORED_LISTS } from '@ml-connector/contracts';
import type { CollectionDefinition } from '@ml-connector/document-store';
import { type QbFields, textAt } from '@ml-connector/qbxml';
import { z } from 'zod';

/** Lists whose names are one name space in QuickBooks. */
const ENTITY_LISTS: ReadonlySet<string> = new Set(['Customer', 'Vendor', 'Employee', 'OtherName']);

/** A list object of the company file as it was last seen. Names of people are there as keyed hashes only. */
export const companyObjectSchema = z.strictObject({
  connectionId: z.string(),
  list: z.enum(MIRRORED_LISTS),
  listId: z.string(),
  /** Without `Ret`: Customer, ItemService, … */
  type: z.string(),
  editSequence: z.string(),
  isActive: z.boolean(),
  isGone: z.boolean(),
  /** `entity`, or the list: names are unique within it. */
  space: z.string(),
  /** Names to search by: lower case, hashed for people; `null` for what is gone or has none. */
  nameKey: z.string().nullable(),
  fullNameKey: z.string().nullable(),
  partKey: z.string().nullable(),
  emailKey: z.string().nullable(),
  /** Set for vendors that sales tax is paid to. */
  isTaxAgency: z.literal(true).nullable(),
  /** The Ret's fields (JSON), sealed under the company's key. */
  payload: z.string(),
});
export type CompanyObject = z.infer<typeof companyObjectSchema>;

export type CompanyObjectIndex =
  | 'byList'
  | 'byName'
  | 'byFullName'
  | 'byPart'
  | 'byEmail'
  | 'byAgency';

export const companyLists: CollectionDefinition<CompanyObject, CompanyObjectIndex> = {
  name: 'company-lists',
  schema: companyObjectSchema,
  indexes: {
    byList: ['connectionId', 'list'],
    byName: ['connectionId', 'space', 'nameKey'],
    byFullName: ['connectionId', 'space', 'fullNameKey'],
    byPart: ['connectionId', 'space', 'partKey'],
    byEmail: ['connectionId', 'emailKey'],
    byAgency: ['connectionId', 'isTaxAgency'],
  },
};

export const companyObjectId = (
  connectionId: string,
  list: CompanyObject['list'],
  listId: string,
): string => `${connectionId}|${list}|${listId}`;

/** A keyed hash under the connection's hash key. */
export type KeyedHash = (content: string) => string;

export const entityNameKey = (name: string, hash: KeyedHash): string =>
  hash(`name|${name.toLowerCase()}`);
export const emailKey = (email: string, hash: KeyedHash): string =>
  hash(`email|${email.trim().toLowerCase()}`);

/** The object as it is kept. @param fields of its Ret, opened. */
export const companyObjectOf = (
  { connectionId, data }: EventOf<typeof listObjectSeen>,
  fields: QbFields,
  hash: KeyedHash,
): CompanyObject => {
  const isEntity = ENTITY_LISTS.has(data.list);
  const key = (text: string | undefined): string | null =>
    text === undefined || text === ''
      ? null
      : isEntity
        ? entityNameKey(text, hash)
        : text.toLowerCase();
  const email = textAt(fields, 'Email');
  const isCustomer = data.list === 'Customer';
  return {
    connectionId,
    list: data.list,
    listId: data.listId,
    type: data.retType.replace(/Ret$/, ''),
    editSequence: data.editSequence,
    isActive: data.isActive,
    isGone: false,
    space: isEntity ? 'entity' : data.list,
    nameKey: key(textAt(fields, 'Name') ?? textAt(fields, 'Initial')),
    fullNameKey: key(
      textAt(fields, 'FullName') ?? textAt(fields, 'Name') ?? textAt(fields, 'Initial'),
    ),
    partKey: key(textAt(fields, 'ManufacturerPartNumber')),
    emailKey: isCustomer && email ? emailKey(email, hash) : null,
    isTaxAgency: textAt(fields, 'IsSalesTaxAgency') === 'true' ? true : null,
    payload: data.payload,
  };
};

/** An object that is no more: it is kept, and found by no name. */
export const goneObject = (known: CompanyObject): CompanyObject => ({
  ...known,
  isGone: true,
  nameKey: null,
  fullNameKey: null,
  partKey: null,
  emailKey: null,
  isTaxAgency: null,
});
