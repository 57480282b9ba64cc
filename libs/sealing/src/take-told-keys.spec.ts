import { expect, it } from 'vitest';
import type { ToldKey } from './key-ledger.js';
import { afterTold } from './take-told-keys.js';

const told = (wrapped: string | null): ToldKey => ({
  id: 'key-1',
  connectionId: 'con-1',
  owner: 'a',
  mark: wrapped ?? 'gone',
  wrapped,
});
const key = (wrapped: string | null, others?: readonly string[]) => ({
  connectionId: 'con-1',
  owner: 'a',
  wrapped,
  ...(others ? { others: [...others] } : {}),
});

it.each([
  ['puts back a key that is missing', null, [told('x')], key('x')],
  ['keeps two of an id, the first seals', null, [told('x'), told('y')], key('x', ['y'])],
  ['changes nothing that it knows', key('x', ['y']), [told('x'), told('y'), told('x')], null],
  ['adds another, and lets the one that stands seal', key('x'), [told('y')], key('x', ['y'])],
  ['destroys', key('x', ['y']), [told(null)], key(null)],
  ['destroys what it never had', null, [told('x'), told(null)], key(null)],
  ['leaves destroyed what is destroyed', key(null), [told('x')], null],
  ['has nothing to do without a word', key('x'), [], null],
])('%s', (_, current, keys, expected) => {
  expect(afterTold(current, keys)).toEqual(expected);
});
