import { isoTime } from '@ml-connector/kernel';
import { z } from 'zod';

/** A decimal number as the store wrote it, e.g. `"-0.95"` or `"6.383361"`: its decimals are the store's, nothing is rounded. */
export type DecimalText = string & z.BRAND<'DecimalText'>;

export const decimalText = z
  .string()
  .max(42)
  .regex(/^-?\d{1,20}(\.\d{1,20})?$/, 'is not a decimal number')
  .brand<'DecimalText'>();

/** `""` and an absent value mean that the store has no such amount. */
export const optionalDecimalText = z
  .union([decimalText, z.literal('').transform(() => null)])
  .nullish()
  .transform((value) => value ?? null);

const LONGEST_TEXT = 20_000;

/** Text that WooCommerce always writes. Kept raw: HTML entities and tags are as the store holds them. */
export const text = z.string().max(LONGEST_TEXT);

/** Text that a plugin may have turned into a number, `false` or nothing. */
export const tolerantText = z
  .union([text, z.number().transform(String), z.boolean().transform(() => '')])
  .nullish()
  .transform((value) => value ?? '');

export const identifier = z.int().nonnegative();

/** An id that some versions write as a string. */
export const tolerantIdentifier = z.union([
  identifier,
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

const WRITTEN_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z?$/;

const SECONDS_END = '2026-11-23T03:40:03'.length;

/** A `date_*_gmt`: UTC without an offset in the store's answer, ISO 8601 with milliseconds and `Z` here. */
export const gmtTime = z
  .string()
  .max(30)
  .regex(WRITTEN_TIME, 'is not a date and time')
  .transform((written, context) => {
    const milliseconds = Date.parse(`${written.slice(0, SECONDS_END)}Z`);
    if (!Number.isNaN(milliseconds)) return isoTime(milliseconds);
    context.addIssue({ code: 'custom', message: 'is not a date and time' });
    return z.NEVER;
  });

export const optionalGmtTime = gmtTime.nullish().transform((value) => value ?? null);

const MOST_LINES = 10_000;

/** The lines of one kind of an order; absent means none. */
export const linesOf = <Line extends z.ZodType>(line: Line) =>
  z
    .array(line)
    .max(MOST_LINES)
    .nullish()
    .transform((lines): readonly z.output<Line>[] => lines ?? []);
