import { z } from 'zod';
import { defineEvent } from '../event-definition.js';
import { TOPICS } from '../topics.js';

/** The lists of a company file that are mirrored, by the name of their element in an answer. */
export const MIRRORED_LISTS = [
  'Account',
  'Customer',
  'Vendor',
  'Employee',
  'OtherName',
  'Item',
  'SalesTaxCode',
  'PaymentMethod',
  'Class',
  'StandardTerms',
  'SalesRep',
  'ShipMethod',
  'Template',
  'Preferences',
] as const;

/** QuickBooks showed this list object in this state. Preferences count as one object with the ListID `preferences`. */
export const listObjectSeen = defineEvent({
  type: 'ListObjectSeen',
  topic: TOPICS.lists,
  version: 1,
  data: z.strictObject({
    list: z.enum(MIRRORED_LISTS),
    listId: z.string(),
    /** The Ret element's own name, e.g. ItemServiceRet. */
    retType: z.string(),
    editSequence: z.string(),
    isActive: z.boolean(),
    /** The fields that matching and mapping need (JSON), sealed under the company's key. */
    payload: z.string(),
  }),
});
