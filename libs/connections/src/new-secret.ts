import type { Randomness } from '@ml-connector/kernel';
import { randomLettersAndDigits } from './random-text.js';

/** 297 bits; letters and digits only, because WooCommerce decodes HTML entities in it. */
export const newWebhookSecret = (randomness: Randomness): string =>
  randomLettersAndDigits(50, randomness);

/** 142 bits, short enough to be typed into the Web Connector. */
export const newQbwcPassword = (randomness: Randomness): string =>
  randomLettersAndDigits(24, randomness);
