import { AppError, type Json } from '@ml-connector/kernel';

/** How much JSON from outside may be. */
export interface JsonLimits {
  readonly maxBytes: number;
  /** How many objects and lists may stand inside each other. */
  readonly maxDepth: number;
  /** How many members and items there may be in all. */
  readonly maxMembers: number;
}

export const JSON_LIMITS: JsonLimits = { maxBytes: 20_000_000, maxDepth: 32, maxMembers: 500_000 };

/**
 * Reads JSON that a stranger wrote. Size, depth and number of members are checked before anything is built, so the time is
 * linear in the bytes. Of a repeated key the last value counts; lone surrogates are kept; a byte order mark is skipped.
 * @throws AppError INPUT_INVALID if it is not UTF-8, not JSON, too large, holds a number that a double cannot keep
 * (an integer beyond 2^53, a number beyond 1.8e308) or a key that touches prototypes. The message never quotes the input.
 */
export const safeJson = (raw: Uint8Array, limits: Partial<JsonLimits> = {}): Json => {
  const allowed = { ...JSON_LIMITS, ...limits };
  if (raw.length > allowed.maxBytes) throw refusal(`is larger than ${allowed.maxBytes} bytes`);
  checkShape(raw, allowed);
  return checkValues(parse(decode(raw)));
};

const refusal = (why: string): AppError => new AppError('INPUT_INVALID', `The JSON ${why}.`);

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

const checkShape = (raw: Uint8Array, { maxDepth, maxMembers }: JsonLimits): void => {
  let depth = 0;
  let members = 0;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at] ?? 0;
    if (byte === QUOTE) at = endOfString(raw, at);
    else if (OPENING.has(byte)) {
      depth += 1;
      members += 1;
    } else if (CLOSING.has(byte)) depth -= 1;
    else if (byte === COMMA) members += 1;
    if (depth > maxDepth) throw refusal(`nests deeper than ${maxDepth} levels`);
    if (members > maxMembers) throw refusal(`has more than ${maxMembers} members`);
  }
};

const endOfString = (raw: Uint8Array, start: number): number => {
  let at = start + 1;
  while (at < raw.length && raw[at] !== QUOTE) at += raw[at] === BACKSLASH ? 2 : 1;
  return at;
};

const decode = (raw: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    throw refusal('is not valid UTF-8');
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The engine's message quotes the input, which may hold personal data.
    throw refusal('is not well formed');
  }
};

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

const checkValues = (value: unknown): Json => {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'number') checkNumber(next);
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) {
      for (const item of next) open.push(item);
      continue;
    }
    for (const [key, member] of Object.entries(next)) {
      if (FORBIDDEN_KEYS.has(key)) throw refusal('has a key that is not allowed');
      open.push(member);
    }
  }
  if (!isJson(value)) throw refusal('is not well formed');
  return value;
};

const checkNumber = (value: number): void => {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
    throw refusal('has a number that is too large');
};

/** What JSON.parse gives is JSON; this only tells the compiler. */
const isJson = (value: unknown): value is Json => value !== undefined;
