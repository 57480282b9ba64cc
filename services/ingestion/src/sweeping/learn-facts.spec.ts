import { expect, it } from 'vitest';
import { timeZoneOf } from './learn-facts.js';

it.each([
  ['Europe/Berlin', 1, 'Europe/Berlin'],
  ['', 5.5, '+05:30'],
  ['', -3.5, '-03:30'],
  ['', 0, '+00:00'],
  ['', 12.75, '+12:45'],
])('calls the zone of a site with "%s" and %d hours %s', (timezone, gmtOffset, zone) => {
  expect(timeZoneOf({ timezone, gmtOffset })).toBe(zone);
});
