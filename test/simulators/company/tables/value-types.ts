import { StatusError } from '../status-error.js';
import type { ElementRule } from './notation.js';

const PATTERNS: Readonly<Record<string, RegExp>> = {
  int: /^[+-]?\d{1,10}$/,
  float: /^[+-]?\d+(\.\d+)?$/,
  bool: /^(true|false|1|0)$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  dt: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d([+-]\d{2}:\d{2})?)?$/,
  AMT: /^[+-]?\d{1,13}(\.\d+)?$/,
  PRICE: /^[+-]?\d{1,10}(\.\d+)?$/,
  QTY: /^[+-]?\d{1,10}(\.\d+)?$/,
  PCT: /^[+-]?\d{1,10}(\.\d+)?$/,
  ID: /^.{1,36}$/,
  GUID: /^(0|\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\})$/,
};

/** Whether a text can be read as a value of the rule's type at all; if not, parsing fails. */
export function isReadable(rule: ElementRule, text: string): boolean {
  if (rule.type === 'enum') return rule.choices.includes(text);
  return PATTERNS[rule.type]?.test(text) ?? true;
}

/** The status of a readable value that QuickBooks cannot take; undefined when it can. */
export function refusalOf(rule: ElementRule, text: string): StatusError | undefined {
  if (text.length > rule.length) {
    return new StatusError(3070, `The string "${text}" in the field "${rule.name}" is too long.`);
  }
  if ((rule.type === 'date' || rule.type === 'dt') && !isOnCalendar(text.slice(0, 10))) {
    return conversion(3020, 'date value', text);
  }
  if (rule.type === 'AMT' && !/\.\d{2}$/.test(text)) return conversion(3040, 'amount', text);
  if (!/\.\d{6,}$/.test(text)) return undefined;
  if (rule.type === 'PRICE') return conversion(3045, 'price', text);
  if (rule.type === 'PCT') return conversion(3050, 'percent', text);
  return rule.type === 'QTY' ? conversion(3060, 'quantity', text) : undefined;
}

function isOnCalendar(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

function conversion(statusCode: number, what: string, text: string): StatusError {
  return new StatusError(statusCode, `There was an error when converting the ${what} "${text}".`);
}
