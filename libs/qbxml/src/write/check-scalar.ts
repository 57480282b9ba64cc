import type { ViolationRule } from '../language/violation.js';
import type { Scalar, ScalarType } from '../tables/content-model.js';

export interface Flaw {
  readonly rule: ViolationRule;
  readonly message: string;
}

/** What is wrong with a leaf's text, or nothing. The message does not hold the text. */
export const checkScalar = (scalar: Scalar, text: string): Flaw | undefined => {
  if (!QUICKBOOKS_TEXT.test(text))
    return {
      rule: 'not-ascii',
      message: 'It holds a character that QuickBooks cannot keep.',
    };
  if (scalar.values !== undefined)
    return scalar.values.has(text)
      ? undefined
      : { rule: 'enum', message: `It must be one of ${[...scalar.values].join(', ')}.` };
  const limit = scalar.maxLength ?? TYPE_LIMITS[scalar.type];
  if (limit !== undefined && text.length > limit)
    return { rule: 'too-long', message: `It is longer than ${limit} characters.` };
  const type = TYPES[scalar.type];
  return type === undefined || type.accepts(text)
    ? undefined
    : { rule: 'type', message: `It must be ${type.words}.` };
};

/** Printable ASCII, and the upper half of ISO 8859-1, which is written as character references. */
const QUICKBOOKS_TEXT = /^[\x20-\x7e\xa0-\xff]*$/;

const TYPE_LIMITS: Partial<Record<ScalarType, number>> = { ID: 36 };

interface TypeRule {
  readonly accepts: (text: string) => boolean;
  readonly words: string;
}

const like = (pattern: RegExp, words: string): TypeRule => ({
  accepts: (text) => pattern.test(text),
  words,
});

const FIVE_DECIMALS = /^[+-]?\d{1,10}(?:\.\d{1,5})?$/;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

const isDate = (text: string): boolean => {
  const [, year = 0, month = 0, day = 0] = DATE.exec(text)?.map(Number) ?? [];
  const days = month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= days;
};

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

const isDateTime = (text: string): boolean =>
  isDate(text.slice(0, 10)) &&
  (text.length === 10 || (text[10] === 'T' && TIME.test(text.slice(11))));

/** Stricter than the schema in one place: an amount needs its two decimals, without which QuickBooks answers 3040. */
const TYPES: Partial<Record<ScalarType, TypeRule>> = {
  bool: like(/^(?:true|false|1|0)$/, 'true or false'),
  int: like(/^[+-]?\d{1,10}$/, 'a whole number'),
  float: like(/^[+-]?\d{1,15}(?:\.\d{1,15})?$/, 'a decimal number'),
  AMT: like(/^[+-]?\d{1,13}\.\d{2}$/, 'an amount with exactly two decimals'),
  PRICE: like(FIVE_DECIMALS, 'a number with at most five decimals'),
  QTY: like(FIVE_DECIMALS, 'a number with at most five decimals'),
  PCT: like(FIVE_DECIMALS, 'a number with at most five decimals'),
  ID: like(/^[\w-]+$/, 'an id of QuickBooks'),
  GUID: like(
    /^(?:0|\{[\da-fA-F]{8}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{12}\})$/,
    'a GUID in braces, or 0',
  ),
  date: { accepts: isDate, words: 'a date that exists, as YYYY-MM-DD' },
  dt: { accepts: isDateTime, words: 'a time as YYYY-MM-DDTHH:MM:SS, with or without an offset' },
};
