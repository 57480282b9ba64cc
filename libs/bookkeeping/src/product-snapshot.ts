import type { CollectionDefinition } from '@ml-connector/document-store';
import {
  type EventOf,
  type productGone,
  type productObserved,
  productCategorySchema,
} from '@ml-connector/contracts';
import { canonicalJson } from '@ml-connector/kernel';
import { z } from 'zod';

export const productCategoriesSchema = z.array(productCategorySchema).readonly();
export type ProductCategories = z.infer<typeof productCategoriesSchema>;

/** What readings in a row told alike. */
const toldSchema = z.strictObject({
  /** When it was read so last, ISO 8601 UTC, by the clock of whoever read. */
  until: z.iso.datetime(),
  /** `null`: the shop has no such product any more. */
  categories: productCategoriesSchema.nullable(),
});

/** In which categories a product was found, whenever it was read. */
export const productSnapshotSchema = z.strictObject({
  connectionId: z.string(),
  productId: z.int().positive(),
  /** Number of the newest reading. */
  readNumber: z.int().nonnegative(),
  /** The oldest first. */
  told: z.array(toldSchema).readonly(),
});
export type ProductSnapshot = z.infer<typeof productSnapshotSchema>;

export const productSnapshotId = (connectionId: string, productId: number): string =>
  `${connectionId}|product|${productId}`;

export const productSnapshots: CollectionDefinition<ProductSnapshot, never> = {
  name: 'product-snapshots',
  schema: productSnapshotSchema,
  indexes: {},
};

export type ProductEvent = EventOf<typeof productObserved> | EventOf<typeof productGone>;

/** A product that moves more often is remembered as far back as this. */
const MOST_TOLD = 100;

/**
 * What is known after one more reading. Readings of one product come in order; one that comes again adds nothing.
 * @returns the snapshot itself where it adds nothing.
 */
export const foldProduct = (known: ProductSnapshot, event: ProductEvent): ProductSnapshot => {
  const { occurredAt: until, data } = event;
  const { readNumber } = data;
  const newest = known.told.at(-1);
  if (newest && !isNewer({ until, readNumber }, { ...newest, readNumber: known.readNumber }))
    return known;
  const categories = event.type === 'ProductGone' ? null : event.data.categories;
  const isSame = newest && canonicalJson(newest.categories) === canonicalJson(categories);
  const before = isSame ? known.told.slice(0, -1) : known.told;
  return { ...known, readNumber, told: [...before, { until, categories }].slice(-MOST_TOLD) };
};

interface Reading {
  readonly until: string;
  readonly readNumber: number;
}

const isNewer = (one: Reading, other: Reading): boolean =>
  (Date.parse(one.until) - Date.parse(other.until) || one.readNumber - other.readNumber) > 0;

/** A product of which nothing was told yet. */
export const unknownProduct = (connectionId: string, productId: number): ProductSnapshot => ({
  connectionId,
  productId,
  readNumber: 0,
  told: [],
});
