import type { Rules } from '@ml-connector/connections';
import type { CategoriesKnown } from './categories-of-sale.js';
import type { CompanyFacts } from './company-facts.js';

/** What every decision about one connection's books needs besides its source. */
export interface BooksContext {
  readonly connectionId: string;
  readonly rules: Rules;
  readonly rulesVersion: number;
  readonly company: CompanyFacts;
  /** The shop's currency and time zone; null until it was asked. */
  readonly shop: { readonly currency: string | null; readonly timeZone: string | null };
  /** Of a product of the order that is decided, by the shop's number of it. Absent: none was read. */
  readonly categoriesOf?: (productId: number) => CategoriesKnown;
  /** Milliseconds; only says when something that stood already was adopted. */
  readonly now: number;
}
