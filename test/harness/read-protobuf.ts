/** A protobuf message without its schema: the values of each field number, in order. */
export type ProtobufMessage = ReadonlyMap<number, readonly ProtobufValue[]>;
export type ProtobufValue = bigint | Uint8Array;

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** @throws RangeError on bytes that are no message. */
export const readProtobuf = (bytes: Uint8Array): ProtobufMessage => {
  const fields = new Map<number, ProtobufValue[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined) throw new RangeError('A number is cut off.');
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new RangeError('A field is cut off.');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const valueOf = (wireType: number): ProtobufValue => {
    if (wireType === VARINT) return varint();
    if (wireType === BYTES) return take(Number(varint()));
    if (wireType === FIXED64) return take(8);
    if (wireType === FIXED32) return take(4);
    throw new RangeError(`There is no wire type ${wireType}.`);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const value = valueOf(tag & 7);
    const field = tag >> 3;
    const known = fields.get(field);
    if (known) known.push(value);
    else fields.set(field, [value]);
  }
  return fields;
};

/** The messages that a field holds. */
export const messagesIn = (message: ProtobufMessage, field: number): readonly ProtobufMessage[] =>
  bytesIn(message, field).map(readProtobuf);

export const textIn = (message: ProtobufMessage, field: number): string =>
  Buffer.from(bytesIn(message, field)[0] ?? []).toString('utf8');

export const hexIn = (message: ProtobufMessage, field: number): string =>
  Buffer.from(bytesIn(message, field)[0] ?? []).toString('hex');

const bytesIn = (message: ProtobufMessage, field: number): readonly Uint8Array[] =>
  (message.get(field) ?? []).filter((value) => typeof value !== 'bigint');
