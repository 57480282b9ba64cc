import { isGroup, isRepeated, type Field, type Fields } from '../fields.js';

/** Writes one element with its content; text leaves as ASCII with numeric references. */
export function writeElement(name: string, field: Field): string {
  if (isRepeated(field)) return field.map((one) => writeElement(name, one)).join('');
  if (isGroup(field)) return `<${name}>${writeFields(field)}</${name}>`;
  return `<${name}>${escapeText(field)}</${name}>`;
}

/** Writes every field in the order in which it was put. */
export function writeFields(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, field]) => writeElement(name, field))
    .join('');
}

/** Writes ` name="value"` for each attribute that has a value. */
export function writeAttributes(
  attributes: Readonly<Record<string, string | number | undefined>>,
): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeText(String(value))}"`)
    .join('');
}

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"]|[^\u0020-\u007e]/gu, (character) => {
    return NAMED[character] ?? `&#${character.codePointAt(0)};`;
  });
}
