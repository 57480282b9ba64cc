import { expect, it } from 'vitest';
import { refNumberOf, refundNumberOf } from './ref-number.js';

it.each([
  ['', '1001', '1001'],
  ['W-', '1001', 'W-1001'],
  ['', 'SHOP-2026-000123', '2026-000123'],
  ['', '😀 7', '7'],
])('the number of a document with prefix %j and number %j is %j', (prefix, number, expected) => {
  expect(refNumberOf(prefix, number)).toBe(expected);
});

it.each([
  ['1001', 55, '1001-R55'],
  ['20260001', 123456, 'R123456'],
  ['1', 12345678901234, '45678901234'],
])('the credit memo of order %j for refund %i is numbered %j', (number, refund, expected) => {
  expect(refundNumberOf('', number, refund)).toBe(expected);
});
