/**
 * JSON as PHP's `json_encode` writes it without flags: `/` as `\/`, everything beyond ASCII as `\uXXXX`.
 * Numbers are as JavaScript writes them, which is PHP's `serialize_precision = -1` for all that a store holds.
 */
export const phpJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('/', String.raw`\/`)
    .replace(
      /[\u007f-\uffff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll('\\u007f', '\u007f');
