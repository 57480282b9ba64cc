import type { Reason } from '@ml-connector/contracts';
import { add, AppError, type Cents, formatCents } from '@ml-connector/kernel';

/** What a line of a document is for, with its amount; QuickBooks' items and accounts come later. */
export type SaleLine =
  | {
      readonly kind: 'product';
      readonly amount: Cents;
      readonly name: string;
      readonly sku: string | null;
      /** `null` where QuickBooks could not hold it. */
      readonly quantity: string | null;
    }
  | {
      readonly kind: 'shipping' | 'fee' | 'discount' | 'rounding' | 'tax';
      readonly amount: Cents;
      readonly name: string;
    };

/** Lines that add up to the total: there is no other way to make one. */
export interface Sale {
  readonly lines: readonly SaleLine[];
  readonly total: Cents;
}

/** @throws AppError AMOUNT_INVALID if the lines do not add up to the total. */
export const saleOf = (lines: readonly SaleLine[], total: Cents): Sale => {
  const sum = add(...lines.map(({ amount }) => amount));
  if (sum !== total)
    throw new AppError(
      'AMOUNT_INVALID',
      `Lines of ${formatCents(sum)} do not make a document of ${formatCents(total)}.`,
    );
  return { lines, total };
};

/** What could be read, or why a person is needed. */
export type Readable<Value> =
  | { readonly value: Value; readonly hold?: never }
  | { readonly hold: Reason; readonly value?: never };
