const SEED = 0x9747b28c;
const M = 0x5bd1e995;
const R = 24;

const encoder = new TextEncoder();

/** The partition of a key: as Kafka's default partitioner has it, so that both logs put a key in the same place. */
export const partitionForKey = (key: string, partitions: number): number =>
  (murmur2(encoder.encode(key)) & 0x7fffffff) % partitions;

/** MurmurHash2 as in `org.apache.kafka.common.utils.Utils`; a signed 32-bit integer. */
export const murmur2 = (data: Uint8Array): number => {
  const whole = data.length - (data.length % 4);
  let hash = SEED ^ data.length;
  for (let at = 0; at < whole; at += 4) {
    hash = Math.imul(hash, M) ^ mixed(littleEndian(data, at, 4));
  }
  if (whole < data.length) {
    hash = Math.imul(hash ^ littleEndian(data, whole, data.length - whole), M);
  }
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return (hash ^ (hash >>> 15)) | 0;
};

const mixed = (word: number): number => {
  const product = Math.imul(word, M);
  return Math.imul(product ^ (product >>> R), M);
};

const littleEndian = (data: Uint8Array, start: number, length: number): number => {
  let word = 0;
  for (let byte = length - 1; byte >= 0; byte -= 1) word = (word << 8) | (data[start + byte] ?? 0);
  return word;
};
