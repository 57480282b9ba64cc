/** Seeded chance: the same seed gives the same run. */
export interface Chance {
  /** From 0 to less than 1. */
  readonly next: () => number;
  /** A whole number from 0 to less than `limit`. */
  readonly below: (limit: number) => number;
  readonly happens: (probability: number) => boolean;
  readonly oneOf: <Item>(items: readonly [Item, ...Item[]]) => Item;
  readonly bytes: (count: number) => Uint8Array;
}

/** Mulberry32: small, fast, good enough to draw faults. */
export const createChance = (seed: number): Chance => {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 0;
  const word = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = (): number => word() / 2 ** 32;
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    happens: (probability) => probability > 0 && next() < probability,
    oneOf: (items) => items[below(items.length)] ?? items[0],
    bytes: (count) => Uint8Array.from({ length: count }, () => word() & 255),
  };
};
