import { SHOWN_LISTS } from '@ml-connector/bookkeeping';
import { pagingShape } from '@ml-connector/platform';
import { z } from 'zod';

export const listQuery = z.strictObject(pagingShape);

export const listName = z.enum(SHOWN_LISTS);

export const listObjectSchema = z.strictObject({
  listId: z.string(),
  type: z.string().describe("QuickBooks' own word: Customer, ItemService, …"),
  name: z.string(),
  fullName: z.string().describe('With the names above it, as rules name it.'),
  isActive: z.boolean(),
  accountType: z.string().nullable().describe('Of an account, e.g. Income.'),
});
