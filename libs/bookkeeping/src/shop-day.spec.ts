import { expect, it } from 'vitest';
import { shopDay, zoneOf } from './shop-day.js';

it.each([
  ['2026-03-01T23:30:00.000Z', 'Europe/Berlin', '2026-03-02'],
  ['2026-03-01T03:30:00.000Z', 'America/New_York', '2026-02-28'],
  ['2026-03-01T22:30:00.000Z', '+02:00', '2026-03-02'],
  ['2026-03-01T23:30:00.000Z', null, '2026-03-01'],
  ['2026-03-01T23:30:00.000Z', 'Nowhere/Atlantis', '2026-03-01'],
])('%s in the zone %s is the %s', (time, zone, day) => {
  expect(shopDay(time, zone)).toBe(day);
});

it.each([
  ['Europe/Berlin', '+01:00', 'Europe/Berlin'],
  [null, '-05:00', '-05:00'],
  [null, null, null],
])('a shop in %s with an order at %s is in %s', (timeZone, utcOffset, zone) => {
  expect(zoneOf({ timeZone }, { utcOffset })).toBe(zone);
});
