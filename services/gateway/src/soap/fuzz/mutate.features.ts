import type { Chance } from '../../simulation/chance.features.js';

/** What parsers stumble over. */
const TOKENS = [
  ['<', '>', '&', '"', "'", '/', '=', ']]>', '<![CDATA[', '<!--', '-->', '<?xml', '?>', '\0'],
  ['&#0;', '&#x110000;', '&amp;', '&lt;', '&nbsp;', '&a;', '<!DOCTYPE a [', '<!ENTITY a "b">'],
  ['xmlns=""', 'xmlns:soap="urn:x"', 'xsi:nil="true"', 'soap:', '__proto__', 'constructor'],
  ['\uFEFF', '\uFFFE', '\u202E', '\uD800', '𝒳', 'é', '\r\n', '\u2028', '-0', '1e999', 'NaN'],
  ['statusCode="3200"', 'statusCode="-1"', 'statusCode=""', 'requestID="fence"', 'iteratorID=""'],
  ['<TxnID>', '</QBXML>', '<ErrorRecovery>', '<Notes>ml-fence epoch=9 token=x</Notes>'],
  ['99999999999999999999', '0001-01-01T00:00:00', '9999-12-31T23:59:59-25:99', '0.005', '1,00'],
].flat();

/** The bytes with one to eight things done to them. */
export const mutate = (chance: Chance, seed: Buffer, corpus: readonly Buffer[]): Buffer => {
  let bytes = seed;
  for (let times = 1 + chance.below(8); times > 0; times -= 1) {
    bytes = once(chance, bytes, corpus);
  }
  return bytes;
};

const once = (chance: Chance, bytes: Buffer, corpus: readonly Buffer[]): Buffer => {
  const at = chance.below(bytes.length + 1);
  const length = chance.happens(0.7) ? chance.below(16) : chance.below(bytes.length + 1);
  const [head, piece, tail] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  switch (chance.below(8)) {
    case 0:
      return Buffer.concat([head, tail]);
    case 1:
      return Buffer.concat([head, piece, piece, tail]);
    case 2:
      return Buffer.concat([head, Buffer.from(chance.bytes(1 + chance.below(4))), tail]);
    case 3: {
      const other = corpus[chance.below(corpus.length)] ?? bytes;
      const from = chance.below(other.length + 1);
      return Buffer.concat([head, other.subarray(from, from + 1 + chance.below(200)), tail]);
    }
    case 4:
      return head;
    case 5: {
      const flipped = Buffer.from(bytes);
      if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << chance.below(8));
      return flipped;
    }
    case 6: {
      const repeated = TOKENS[chance.below(TOKENS.length)] ?? '';
      return Buffer.concat([head, Buffer.from(repeated.repeat(1 + chance.below(2_000))), tail]);
    }
    default:
      return Buffer.concat([head, Buffer.from(TOKENS[chance.below(TOKENS.length)] ?? ''), tail]);
  }
};
