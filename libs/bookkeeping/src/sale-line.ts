import type { Reason } from '@ml-connector/contracts';
import { add, AppError, type Cents, formatCents } from '@ml-connector/kernel';
import type { TaxLine } from '@ml-connector/woocommerce';

interface Line {
  readonly amount: Cents;
  readonly name: string;
  /** Ids of the shop's tax rates that were raised on it. */
  readonly rates: readonly number[];
}

export interface ProductLine extends Line {
  readonly kind: 'product';
  readonly sku: string | null;
  /** The shop's number of the product and of its variation; 0 where there is none. */
  readonly productId: number;
  readonly variationId: number;
  /** `null` where QuickBooks could not hold it. */
  readonly quantity: string | null;
  /** What the rules write into the fields Other 1 and Other 2. */
  readonly others?: { readonly Other1?: string; readonly Other2?: string };
}

/** An item that a rule names for a line. */
export interface NamedItem {
  /** Full name. */
  readonly item: string;
  /** The rule. */
  readonly setting: string;
}

export interface ChargeLine extends Line {
  readonly kind: 'shipping' | 'fee' | 'discount' | 'rounding';
  /** `null`: the product's own item. */
  readonly by: NamedItem | null;
}

/** What a rule finds in the meta data of an order. */
export interface CreditLine extends Line {
  readonly kind: 'credit';
  readonly by: NamedItem;
}

/** What one rate of the shop comes to; `rate` is `null` where the shop names none. */
export interface RateLine extends Line {
  readonly kind: 'tax';
  readonly rate: TaxLine | null;
}

/** What a line of a document is for, with its amount; QuickBooks' items and accounts come later. */
export type SaleLine = ProductLine | ChargeLine | CreditLine | RateLine;

/** Lines, and the tax that QuickBooks adds to them, that make the total: there is no other way to make one. */
export interface Sale {
  readonly lines: readonly SaleLine[];
  /** Zero unless QuickBooks computes it. */
  readonly computedTax: Cents;
  readonly total: Cents;
}

/** @throws AppError AMOUNT_INVALID if lines and computed tax do not add up to the total. */
export const saleOf = ({ lines, computedTax, total }: Sale): Sale => {
  const sum = add(computedTax, ...lines.map(({ amount }) => amount));
  if (sum !== total)
    throw new AppError(
      'AMOUNT_INVALID',
      `Lines of ${formatCents(sum)} do not make a document of ${formatCents(total)}.`,
    );
  return { lines, computedTax, total };
};

/** What could be read, or why a person is needed. */
export type Readable<Value> =
  | { readonly value: Value; readonly hold?: never }
  | { readonly hold: Reason; readonly value?: never };
