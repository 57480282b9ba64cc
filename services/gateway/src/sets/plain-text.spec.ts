import { expect, it } from 'vitest';
import { plainText } from './plain-text.js';

it.each([
  [
    'There is an invalid reference to QuickBooks Customer "Ada Lovelace" in the Invoice.',
    'There is an invalid reference to QuickBooks Customer "…" in the Invoice.',
  ],
  [
    'There is an invalid reference to QuickBooks Item "MUG-01" in the Invoice.',
    'There is an invalid reference to QuickBooks Item "MUG-01" in the Invoice.',
  ],
  [
    'The string "Ada" in the field "Name" is too long.',
    'The string "…" in the field "Name" is too long.',
  ],
  ['x'.repeat(1_000), 'x'.repeat(300)],
])('keeps what QuickBooks says without naming people', (said, kept) => {
  expect(plainText(said)).toBe(kept);
});
