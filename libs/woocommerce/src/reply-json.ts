import { isAppError, type Json } from '@ml-connector/kernel';

import { safeJson } from './safe-json.js';

/** How far into an answer the JSON may begin, and how often we look. */
const LONGEST_PREAMBLE = 64_000;
const MOST_STARTS = 8;

/**
 * The JSON of a REST answer. PHP may print notices before it (`<br /><b>Notice</b>: …`): JSON that begins on a line of its
 * own and is whole to the end of the answer is taken.
 * @returns `null` if there is none: a web page, or an answer that was cut off.
 */
export const replyJson = (body: Uint8Array): Json | null => {
  const whole = readOrNull(body);
  if (whole !== null) return whole.json;
  const preamble = Buffer.from(body.subarray(0, LONGEST_PREAMBLE)).toString('latin1');
  if (/^[\s\u00ef\u00bb\u00bf]*[{[]|<html|<!doctype/i.test(preamble)) return null;
  const starts = [...preamble.matchAll(/(?<=[\n>])[ \t]*[{[]/g)].slice(0, MOST_STARTS);
  for (const start of starts) {
    const rest = readOrNull(body.subarray(start.index));
    if (rest !== null) return rest.json;
  }
  return null;
};

/** Wrapped, because `null` is JSON too. */
const readOrNull = (body: Uint8Array): { readonly json: Json } | null => {
  try {
    return { json: safeJson(body) };
  } catch (error) {
    if (isAppError(error, 'INPUT_INVALID')) return null;
    throw error;
  }
};
