import type { Reference, WishFields } from '@ml-connector/postings';
import { sha256Hex } from '@ml-connector/kernel';
import { toListName, toQuickBooksText } from '@ml-connector/qbxml';
import type { Rules } from '@ml-connector/connections';
import type { BooksContext } from './books-context.js';
import type { CategoriesKnown } from './categories-of-sale.js';
import { chooseAccount } from './choose-account.js';
import type { TaxWay } from './choose-tax.js';
import type { CompanyFacts, ItemFact } from './company-facts.js';
import { entryOf } from './entry-of.js';
import { holdReason } from './hold-reasons.js';
import { goesByCategories, itemByCategory } from './item-by-category.js';
import { planItem } from './own-items.js';
import type { PlannedDocument } from './planned-document.js';
import type { NamedItem, ProductLine, Readable } from './sale-line.js';

/** The item that stands for a product: one that exists, or one that is to be made first. */
export interface FoundItem {
  readonly ref: WishFields;
  readonly plan: PlannedDocument | null;
}

type Product = ProductLine;

/**
 * By table, SKU, name, the beginning of the SKU, then the product's category; what a product without any becomes is a
 * rule. An item that exists is never guessed.
 */
export const findItem = (
  product: Product,
  books: BooksContext,
  tax: TaxWay,
): Readable<FoundItem> => {
  const found = itemOfItsOwn(product, books) ?? itemOfCategory(product, books);
  if (found) return found;
  switch (books.rules.unknownProduct) {
    case 'hold':
      return { hold: holdReason('UNKNOWN_PRODUCT', `It is ${labelOf(product)}.`) };
    case 'catch-all':
      return catchAll(books);
    case 'create':
      return created(product, books, tax);
  }
};

/** What the order itself leads to: nothing of the shop need be asked for it. */
const itemOfItsOwn = (product: Sought, books: BooksContext): Readable<FoundItem> | null => {
  const { rules, company } = books;
  const label = labelOf(product);
  const named = itemByRule(product, rules);
  if (named !== undefined) return namedItem({ item: named, setting: 'items' }, { label, company });
  for (const key of itemKeysOf(product)) {
    const [found, another] = sellable(company.items(key));
    if (found && another) return { hold: holdReason('PRODUCT_AMBIGUOUS', `It is ${label}.`) };
    if (found) return { value: existing(found) };
  }
  const byPrefix = itemByPrefix(product, rules);
  return byPrefix === undefined
    ? null
    : namedItem({ item: byPrefix, setting: 'itemsBySkuPrefix' }, { label, company });
};

const itemOfCategory = (product: Sought, books: BooksContext): Readable<FoundItem> | null => {
  const { rules, company } = books;
  const label = labelOf(product);
  const categories = categoriesOf(product, books);
  if (categories === 'gone') return null;
  if (categories === 'unread') return { hold: holdReason('PRODUCT_NOT_READ', `It is ${label}.`) };
  const item = itemByCategory(categories, rules);
  return item === undefined
    ? null
    : namedItem({ item, setting: 'itemsByCategory' }, { label, company });
};

/** None where nothing goes by them. A line whose product was deleted bears no number of one. */
const categoriesOf = (
  { productId }: Sought,
  { rules, categoriesOf: known }: BooksContext,
): CategoriesKnown => {
  if (!goesByCategories(rules)) return [];
  return productId === 0 ? 'gone' : (known?.(productId) ?? 'unread');
};

/** Whether its categories decide which item stands for a product, and are not known. */
export const awaitsCategories = (product: Sought, books: BooksContext): boolean =>
  categoriesOf(product, books) === 'unread' && itemOfItsOwn(product, books) === null;

/** The item of the company file that a rule names, if it can stand on a line. */
export const namedItem = (
  { item: name, setting }: NamedItem,
  { label, company }: { readonly label: string; readonly company: CompanyFacts },
): Readable<FoundItem> => {
  const item = sellable(company.items(name)).find((found) => isCalled(found, name));
  return item
    ? { value: existing(item) }
    : { hold: holdReason('ITEM_RULE_UNKNOWN', `${label} should be ${name}.`, setting) };
};

type Sought = Pick<Product, 'sku' | 'name' | 'productId' | 'variationId'>;

/** The full name of the item that the table names: for a variation, a product, a SKU or, where there is none, a name. */
export const itemByRule = (
  { sku, name, productId, variationId }: Sought,
  { items }: Pick<Rules, 'items'>,
): string | undefined =>
  [variationId, productId]
    .filter((id) => id > 0)
    .map((id) => entryOf(items, `#${id}`))
    .find((item) => item !== undefined) ??
  (sku === null ? undefined : entryOf(items, sku)) ??
  entryOf(items, name);

/** The full name of the item for the longest beginning of a SKU that the rules name. */
export const itemByPrefix = (
  { sku }: Pick<Product, 'sku'>,
  { itemsBySkuPrefix }: Pick<Rules, 'itemsBySkuPrefix'>,
): string | undefined => {
  const [longest] = Object.keys(itemsBySkuPrefix)
    .filter((prefix) => sku?.toLowerCase().startsWith(prefix.toLowerCase()))
    .toSorted((one, other) => other.length - one.length);
  return longest === undefined ? undefined : itemsBySkuPrefix[longest];
};

/** The names under which a product is looked for, the surer first. */
export const itemKeysOf = ({ sku, name }: Pick<Product, 'sku' | 'name'>): readonly string[] => [
  ...(sku === null ? [] : [sku, toListName(plain(sku), LONGEST_ITEM_NAME)]),
  name,
  toListName(name, LONGEST_ITEM_NAME),
];

const plain = (sku: string): string => toQuickBooksText(sku, 4095);

const LONGEST_ITEM_NAME = 31;

/** What can stand on a line with a price of its own. */
export const SELLABLE: ReadonlySet<string> = new Set([
  'ItemService',
  'ItemNonInventory',
  'ItemInventory',
  'ItemInventoryAssembly',
  'ItemOtherCharge',
]);

const sellable = (items: readonly ItemFact[]): readonly ItemFact[] =>
  items.filter(({ isActive, type }) => isActive && SELLABLE.has(type));

const isCalled = (item: ItemFact, fullName: string): boolean =>
  item.fullName.toLowerCase() === fullName.toLowerCase();

const existing = (item: ItemFact): FoundItem => ({ ref: { ListID: item.listId }, plan: null });

const labelOf = ({ sku, name }: Pick<Product, 'sku' | 'name'>): string =>
  sku === null ? name : `${name} (SKU ${sku})`;

const catchAll = ({ rules, company }: BooksContext): Readable<FoundItem> => {
  const name = rules.catchAllItem;
  const item =
    name === null
      ? undefined
      : sellable(company.items(name)).find((found) => isCalled(found, name));
  return item
    ? { value: existing(item) }
    : {
        hold: holdReason('CATCH_ALL_UNKNOWN', name === null ? 'None is named.' : `It is ${name}.`),
      };
};

const created = (product: Product, books: BooksContext, tax: TaxWay): Readable<FoundItem> => {
  const income = chooseAccount('income', books);
  if (income.hold) return income;
  const name = newItemName(product);
  const code = tax.nonTaxable;
  const plan = planItem(books, {
    name,
    object: books.rules.newItemType === 'service' ? 'ItemService' : 'ItemNonInventory',
    sourceId: sourceIdOf(name),
    fields: {
      Name: name,
      ...(code ? { SalesTaxCodeRef: code } : {}),
      SalesOrPurchase: {
        Desc: product.name.slice(0, 4095),
        AccountRef: { ListID: income.value.listId },
      },
    },
    adopt: null,
  });
  return { value: { ref: { ListID: reference(plan.postingId) }, plan } };
};

/** The SKU, or the name where that says nothing; what had to be cut ends in a code of the whole, so that two long names stay two items. */
export const newItemName = ({ sku, name }: Pick<Product, 'sku' | 'name'>): string => {
  const whole = toListName(plain(sku ?? ''), 4095) || toListName(name, 4095) || 'Product';
  return whole.length <= LONGEST_ITEM_NAME
    ? whole
    : `${whole.slice(0, LONGEST_ITEM_NAME - 7).trimEnd()} ${sha256Hex(whole).slice(0, 6)}`;
};

const sourceIdOf = (name: string): string => `product:${name.toLowerCase()}`;

export const reference = (id: string): Reference => ({ $posting: id, $take: 'ListID' });
