import anyAscii from 'any-ascii';
import { entityText, fromWindows1252 } from './html-entities.js';

/**
 * A shop's text as QuickBooks can keep it: one line of printable ASCII and ISO 8859-1 letters.
 *
 * Tags are taken out, then entities decoded, each once: a shop escapes once, and what a shopper wrote as `&amp;` is text.
 * Letters of other alphabets are transliterated; emoji, combining marks without a letter, control characters
 * and halves of surrogate pairs are dropped. Where nothing at all would be left of a text that had letters, it
 * is `?`: a required name must not vanish. What comes out is no shop's text any more: see {@link toFittingText}.
 *
 * @param maxLength in characters, counted after all this; a cut leaves no space at the end.
 */
export const toQuickBooksText = (text: string, maxLength: number): string => {
  const bounded = text.slice(0, LONGEST_INPUT);
  return toFittingText(
    MAY_BE_MARKUP.test(bounded) ? decode(withoutTags(bounded)) : bounded,
    maxLength,
  );
};

/** The same for a text that is markup no more: cleaned before, or written by ourselves. Applying it again changes nothing. */
export const toFittingText = (text: string, maxLength: number): string => {
  const bounded = text.slice(0, LONGEST_INPUT);
  const line = NEEDS_NOTHING.test(bounded) ? bounded : toLine(bounded);
  return line.slice(0, maxLength).trimEnd();
};

/** As {@link toFittingText}, for the name of a list object, in which a colon would mean "child of". */
export const toListName = (text: string, maxLength: number): string =>
  toFittingText(text, maxLength).replaceAll(':', '-');

/** A shop's text as people read it in the shop, in whatever letters: tags taken out, entities decoded, each once. */
export const toShownText = (text: string): string =>
  spaced(decode(withoutTags(text.slice(0, LONGEST_INPUT))).normalize('NFC'));

/** No field of QuickBooks holds more than 4095 characters: what comes after 64 Ki characters is never seen. */
const LONGEST_INPUT = 65_536;

const MAY_BE_MARKUP = /[&<]/;

const NEEDS_NOTHING = /^(?:[!-~]+(?: [!-~]+)*)?$/;

const HAS_LETTERS = /[\p{L}\p{N}]/u;

const toLine = (text: string): string => {
  const composed = text.normalize('NFC');
  const line = spaced(composed.replace(OUTSIDE, replacement));
  return line === '' && HAS_LETTERS.test(composed) ? '?' : line;
};

const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A comment, or a tag of HTML; `<3` and `<tom@example.com>` are neither. */
const TAG = /<!--[^<>]*>|<\/?([a-z][\w-]*)(?:\s[^<>]*)?\/?>/gi;

/** Tags that end a line; the others stand inside words. */
const BREAKING = /^(?:br|p|div|li|ul|ol|tr|td|th|table|h[1-6]|hr)$/i;

const withoutTags = (text: string): string =>
  text.replace(TAG, (_, name: string | undefined) => (BREAKING.test(name ?? '') ? ' ' : ''));

const ENTITY = /&(#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,7});/g;

const decode = (text: string): string =>
  text.replace(ENTITY, (entity, name: string) => entityText(name) ?? entity);

/** All that is neither printable ASCII nor a printable character of the upper half of ISO 8859-1. */
const OUTSIDE = /[^\x20-\x7e\xa1-\xac\xae-\xff]/gu;

const replacement = (character: string): string => {
  if (/[\x80-\x9f]/.test(character)) return anyAscii(fromWindows1252(character));
  if (/[\p{Cf}\p{Cs}\p{M}]/u.test(character)) return '';
  if (/[\s\p{Z}]/u.test(character)) return ' ';
  if (/\p{Cc}/u.test(character)) return '';
  const ascii = anyAscii(character);
  return EMOJI_NAME.test(ascii) ? '' : ascii;
};

/** The transliteration writes an emoji as `:grinning:`, which is not what a bookkeeper wants to read. */
const EMOJI_NAME = /^:.+:$/;
