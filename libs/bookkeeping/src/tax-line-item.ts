import type { WishFields } from '@ml-connector/postings';
import type { BooksContext } from './books-context.js';
import type { TaxWay } from './choose-tax.js';
import type { ItemFact } from './company-facts.js';
import { SELLABLE } from './find-item.js';
import { holdReason } from './hold-reasons.js';
import type { RateLine, Readable } from './sale-line.js';
import { ratesLabel, taxItemByRule } from './tax-item-by-rule.js';

/**
 * The item that the rules name for the tax line of a rate, so that each jurisdiction has its own; `null` where they name
 * none. A group of taxes cannot stand on a line.
 */
export const findTaxLineItem = (
  { rate }: RateLine,
  { rules, company }: BooksContext,
  { mode }: TaxWay,
): Readable<{ readonly ref: WishFields; readonly plan: null }> | null => {
  const name = rate ? taxItemByRule([rate], rules) : undefined;
  if (!rate || name === undefined) return null;
  const fits = ({ isActive, type, fullName }: ItemFact): boolean =>
    isActive &&
    (mode === 'line' ? type === 'ItemSalesTax' : SELLABLE.has(type)) &&
    fullName.toLowerCase() === name.toLowerCase();
  const item = company.items(name).find(fits);
  if (item) return { value: { ref: { ListID: item.listId }, plan: null } };
  // Named for another way of taxing than the one that this document is left with.
  if (mode !== rules.taxMode) return null;
  return { hold: holdReason('TAX_ITEM_UNKNOWN', `${ratesLabel([rate])} should be ${name}.`) };
};
