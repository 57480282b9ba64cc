import { cents, formatCents } from '@ml-connector/kernel';
import { z } from 'zod';

/** A decimal string, e.g. `-0.95`; its currency stands beside it. */
export const moneySchema = z.string().regex(/^-?\d+\.\d{2}$/);

/** Minor units as a decimal string. */
export const decimal = (minorUnits: number): string => formatCents(cents(minorUnits));

export const decimalOrNull = (minorUnits: number | null): string | null =>
  minorUnits === null ? null : decimal(minorUnits);
