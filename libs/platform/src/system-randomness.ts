import { randomBytes } from 'node:crypto';
import type { Randomness } from '@ml-connector/kernel';

export const systemRandomness: Randomness = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
};
