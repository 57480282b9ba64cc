import type { Rules } from '@ml-connector/connections';
import type { CouponLine, FeeLine, ShippingLine } from '@ml-connector/woocommerce';
import { toQuickBooksText } from '@ml-connector/qbxml';
import type { NamedItem } from './sale-line.js';
import { starEntryOf } from './star-entry.js';

type Texts = Readonly<Record<string, string>>;

const named = (item: string | undefined, setting: string): NamedItem | null =>
  item === undefined ? null : { item, setting };

const anyOf = (record: Texts, ...names: readonly string[]): string | undefined =>
  names.map((name) => starEntryOf(record, name)).find((item) => item !== undefined);

/** The item that the rules name for a shipping line, by the method's id or title. */
export const shippingItem = (
  { methodId, methodTitle }: Pick<ShippingLine, 'methodId' | 'methodTitle'>,
  { shippingItems }: Pick<Rules, 'shippingItems'>,
): NamedItem | null =>
  named(anyOf(shippingItems, methodId, methodTitle, readable(methodTitle)), 'shippingItems');

/** The item that the rules name for a fee, by its name. */
export const feeItem = (
  { name }: Pick<FeeLine, 'name'>,
  { feeItems }: Pick<Rules, 'feeItems'>,
): NamedItem | null => named(anyOf(feeItems, name, readable(name)), 'feeItems');

/** The item of what was taken off: that of its coupons where they agree. The shop does not say reliably what each took off. */
export const discountItem = (
  coupons: readonly CouponLine[],
  rules: Pick<Rules, 'couponItems' | 'discountItem'>,
): NamedItem | null => {
  const items = new Set(coupons.map(({ code }) => starEntryOf(rules.couponItems, code)));
  const [only] = items;
  return items.size === 1 && only !== undefined
    ? named(only, 'couponItems')
    : named(rules.discountItem ?? undefined, 'discountItem');
};

const readable = (text: string): string => toQuickBooksText(text, 200);
