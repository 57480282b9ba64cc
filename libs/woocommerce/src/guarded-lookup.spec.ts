import type { LookupAddress, LookupOptions } from 'node:dns';

import { isAppError } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';

import { guardedLookup } from './guarded-lookup.js';

const lookUp = (addresses: LookupAddress[], options: LookupOptions = {}) =>
  new Promise<unknown>((resolve) => {
    guardedLookup((_host, answer) => answer(null, addresses))(
      'shop.example',
      options,
      (error, found) => resolve(error ?? found),
    );
  });

const home = { address: '127.0.0.1', family: 4 };
const shop = { address: '1.1.1.1', family: 4 };
const shop6 = { address: '2606:4700:4700::1111', family: 6 };

describe('guardedLookup', () => {
  it('gives the first address, or all of them if asked', async () => {
    expect(await lookUp([shop, shop6])).toBe('1.1.1.1');
    expect(await lookUp([shop, shop6], { family: 6 })).toBe('2606:4700:4700::1111');
    expect(await lookUp([shop, shop6], { all: true })).toEqual([shop, shop6]);
  });

  it.each([
    ['a private address', [home]],
    ['a private address among others', [shop, home]],
    ['a private address hidden in IPv6', [{ address: '::ffff:10.0.0.1', family: 6 }]],
  ])('refuses a host with %s', async (_what, addresses) => {
    const error = await lookUp(addresses, { all: true });

    expect(isAppError(error, 'ADDRESS_FORBIDDEN')).toBe(true);
  });

  it('passes on that a host has no address of the wanted kind', async () => {
    expect(await lookUp([shop], { family: 6 })).toMatchObject({ code: 'ENOTFOUND' });
  });

  it('passes on what DNS failed with', async () => {
    const failed = Object.assign(new Error('no'), { code: 'EAI_AGAIN' });
    const error = await new Promise((resolve) => {
      guardedLookup((_host, answer) => answer(failed, []))('shop.example', {}, resolve);
    });

    expect(error).toBe(failed);
  });
});
