/** A category as a product shows it. */
export interface WooCategory {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
}

/** A product as wc/v3 shows it, but for its links. A variation stands among products and has no categories. */
export interface WooProduct {
  readonly id: number;
  name: string;
  sku: string;
  status: string;
  parent_id: number;
  categories: readonly WooCategory[];
  date_created_gmt: string;
  date_modified: string;
  date_modified_gmt: string;
  [more: string]: unknown;
}
