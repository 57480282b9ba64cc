import { describe, expect, it } from 'vitest';
import { murmur2, partitionForKey } from './partition-for-key.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("Kafka's default partitioner", () => {
  // From Kafka's own UtilsTest.testMurmur2.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('hashes %s as the Java client does', (text, hash) => {
    expect(murmur2(bytes(text))).toBe(hash);
  });

  it('takes the hash without its sign, modulo the number of partitions', () => {
    expect(partitionForKey('21', 12)).toBe((-973932308 & 0x7fffffff) % 12);
    expect(partitionForKey('abc', 7)).toBe(479470107 % 7);
  });

  it('hashes the UTF-8 of a key', () => {
    expect(partitionForKey('käse|注文', 12)).toBe((murmur2(bytes('käse|注文')) & 0x7fffffff) % 12);
  });

  it('spreads the orders of one shop over all partitions', () => {
    const partitions = Array.from({ length: 600 }, (_, id) =>
      partitionForKey(`con-a|order|${id}`, 12),
    );
    expect(new Set(partitions).size).toBe(12);
  });
});
