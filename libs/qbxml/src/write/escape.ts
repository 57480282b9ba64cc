/** Text as ASCII XML: markup escaped, everything above ASCII as a decimal character reference. */
export const escapeText = (text: string): string =>
  PLAIN.test(text) ? text : text.replace(SPECIAL, toReference);

const PLAIN = /^[ !#-%'-;=?-~]*$/;

const SPECIAL = /[^ !#-%'-;=?-~]/g;

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const toReference = (character: string): string =>
  NAMED[character] ?? `&#${character.charCodeAt(0)};`;
