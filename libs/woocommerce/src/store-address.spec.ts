import { isAppError } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';

import { isPublicAddress, storeAddress } from './store-address.js';

const codeOf = (url: string, allowPrivate = false): string => {
  try {
    storeAddress(url, allowPrivate);
    return 'allowed';
  } catch (error) {
    return isAppError(error) ? error.code : 'another error';
  }
};

describe('isPublicAddress', () => {
  it.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:82a::200e',
    '2001:4860:4860::8888',
    '64:ff9b::1.1.1.1',
    '64:ff9b::101:101',
  ])('allows %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.0.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:1.1.1.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::1.1.1.1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    '2606:4700::1%eth0',
    'fec0::1',
    'ff02::1',
    '4000::1',
    '',
    'localhost',
    '127.1',
  ])('refuses %j', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('storeAddress', () => {
  it('keeps the folder that WordPress stands in, without a slash at the end', () => {
    expect(storeAddress('https://Shop.example/blog//', false).href).toBe(
      'https://shop.example/blog',
    );
  });

  it.each([
    'http://shop.example',
    'https://shop.example:8443',
    'https://127.0.0.1',
    'https://127.1',
    'https://2130706433',
    'https://0x7f000001',
    'https://0177.0.0.1',
    'https://0',
    'https://[::1]',
    'https://[::ffff:169.254.169.254]',
    'https://①②⑦.0.0.1',
    'https://10.0.0.1.',
  ])('forbids %s, and allows it where private stores are allowed', (url) => {
    expect(codeOf(url)).toBe('ADDRESS_FORBIDDEN');
    expect(codeOf(url, true)).toBe('allowed');
  });

  it.each([
    'shop.example',
    'ftp://shop.example',
    'file:///etc/passwd',
    'https://user:password@shop.example',
    'https://shop.example?x=1',
    'https://shop.example#x',
    'https://',
    '',
  ])('does not take %j for the address of a store', (url) => {
    expect([codeOf(url), codeOf(url, true)]).toEqual(['INPUT_INVALID', 'INPUT_INVALID']);
  });
});
