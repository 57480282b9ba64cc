import type { CollectionDefinition } from '@ml-connector/document-store';
import { z } from 'zod';

/** What is known of a company file as a whole; one per connection. */
export const companyStateSchema = z.strictObject({
  connectionId: z.string(),
  /** Grows with every change of the mirrored lists. */
  revision: z.int().nonnegative(),
  /** How many objects the first whole reading told; `null` before its end was told. */
  expectedObjects: z.int().nonnegative().nullable(),
  /** Whether all of the first whole reading arrived here: only then may anything be decided by what is absent. */
  isRead: z.boolean(),
  /** The newest reading that arrived here whole; 0: none. */
  readUpTo: z.int().nonnegative().default(0),
  /** By partition of the log: up to which reading it was followed. */
  marks: z.record(z.string(), z.int()).default({}),
});
export type CompanyState = z.infer<typeof companyStateSchema>;

/** By connection id. */
export const companyStates: CollectionDefinition<CompanyState, never> = {
  name: 'company-states',
  schema: companyStateSchema,
  indexes: {},
};

export const unreadCompany = (connectionId: string): CompanyState => ({
  connectionId,
  revision: 0,
  expectedObjects: null,
  isRead: false,
  readUpTo: 0,
  marks: {},
});
