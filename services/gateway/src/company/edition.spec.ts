import { expect, it } from 'vitest';
import { editionRefusal } from './edition.js';

it.each(['US', 'us ', '', null])('the edition %j may be written to', (country) => {
  expect(editionRefusal(country)).toBeNull();
});

it.each([
  ['CA', 'the Canadian edition'],
  ['uk', 'the British edition'],
  ['AU', 'the Australian edition'],
  ['ZA', 'an edition of QuickBooks for another country'],
])(
  'the edition %s is refused by name, and it is said that nothing was written',
  (country, name) => {
    const sentence = editionRefusal(country);
    expect(sentence).toContain(name);
    expect(sentence).toContain('Nothing was written.');
  },
);
