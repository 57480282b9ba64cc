import type { Page } from '@ml-connector/document-store';
import { z } from 'zod';

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 200;

/** `?limit=&cursor=` of every list. */
export const pagingShape = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(LARGEST_LIMIT))
    .default(DEFAULT_LIMIT)
    .describe(`1 to ${LARGEST_LIMIT}, default ${DEFAULT_LIMIT}.`),
  cursor: z.string().min(1).max(2_000).exactOptional().describe('`next` of the page before.'),
};

export interface PageView<View> {
  readonly items: readonly View[];
  readonly next: string | null;
}

/** A page as the API shows it. A cursor that the list did not give out was refused by the store (400). */
export const pageView = <Value, View>(
  { items, next }: Page<Value>,
  view: (value: Value) => View,
): PageView<View> => ({ items: items.map((item) => view(item.value)), next });
