import { z } from 'zod';

import { identifier, text } from './field.js';
import { readAnswer } from './shop-answer.js';

/** A category of products. Both texts are raw: HTML entities are as the store holds them. */
export interface ProductCategory {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
}

/** What is read of a product: a variation has no categories, they are those of the product that it belongs to. */
export interface Product {
  readonly id: number;
  /** By id; only those that the product was put into, not the ones above them. */
  readonly categories: readonly ProductCategory[];
}

/** @throws AppError SHOP_ANSWER_INVALID naming the first wrong place, never the value there. */
export const parseProduct = (json: unknown): Product => readAnswer(schema, json, 'product');

const MOST_CATEGORIES = 1_000;

const schema = z
  .object({
    id: identifier.min(1),
    categories: z
      .array(z.object({ id: identifier.min(1), name: text, slug: text }))
      .max(MOST_CATEGORIES),
  })
  .transform(({ id, categories }): Product => ({
    id,
    categories: categories.toSorted((a, b) => a.id - b.id),
  }));
