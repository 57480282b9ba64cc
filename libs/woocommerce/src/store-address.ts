import { isIP, isIPv4 } from 'node:net';

import { AppError } from '@ml-connector/kernel';

/** Private, shared, special and unroutable ranges of IPv4 (IANA special-purpose registry, multicast and above). */
const CLOSED_IPV4: readonly (readonly [network: number, prefix: number])[] = [
  [0x00000000, 8], // this network
  [0x0a000000, 8], // private
  [0x64400000, 10], // shared by carriers (CGNAT)
  [0x7f000000, 8], // loopback
  [0xa9fe0000, 16], // link-local, cloud metadata
  [0xac100000, 12], // private
  [0xc0000000, 24], // IETF protocol assignments
  [0xc0000200, 24], // documentation
  [0xc0586300, 24], // 6to4 relays
  [0xc0a80000, 16], // private
  [0xc6120000, 15], // benchmarks
  [0xc6336400, 24], // documentation
  [0xcb007100, 24], // documentation
  [0xe0000000, 3], // multicast, reserved, broadcast
];

/** Inside the global unicast range 2000::/3, by the leading groups: IETF assignments, documentation, 6to4, documentation. */
const CLOSED_IPV6: readonly (readonly [groups: readonly [number, number], bits: number])[] = [
  [[0x2001, 0x0000], 23],
  [[0x2001, 0x0db8], 32],
  [[0x2002, 0x0000], 16],
  [[0x3fff, 0x0000], 20],
];

/** Whether an IP address is one that a shop on the internet can have: not loopback, private, link-local, multicast or special. */
export const isPublicAddress = (address: string): boolean => {
  if (isIPv4(address)) return isPublicIpv4(ipv4Number(address));
  const groups = isIP(address) === 6 ? ipv6Groups(address) : null;
  return groups !== null && isPublicIpv6(groups);
};

/**
 * The address of a store as somebody typed it, checked and without its trailing slash.
 * A host name still has to pass `guardedLookup`: only DNS knows where it leads.
 * @throws AppError ADDRESS_FORBIDDEN if no request may go there, INPUT_INVALID if it is no address of a store.
 */
export const storeAddress = (url: string, allowPrivate: boolean): URL => {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !['http:', 'https:'].includes(address.protocol))
    throw invalid('is not a web address; it looks like https://shop.example');
  if (
    address.username !== '' ||
    address.password !== '' ||
    address.search !== '' ||
    address.hash !== ''
  )
    throw invalid('may hold no user name, password, query or fragment');
  address.pathname = address.pathname.replace(/\/+$/, '');
  if (allowPrivate) return address;
  if (address.protocol === 'http:')
    throw forbidden('must begin with https://, or the API key would travel readable');
  if (address.port !== '') throw forbidden('must use the usual port');
  const host = address.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw forbiddenAddress();
  return address;
};

/** What is said of an address that leads into a private network. */
export const forbiddenAddress = (): AppError =>
  forbidden(
    'leads to a private or local network; set ML_ALLOW_PRIVATE_STORES=true to allow that on this installation',
  );

const forbidden = (why: string): AppError =>
  new AppError('ADDRESS_FORBIDDEN', `The store address ${why}.`);

const invalid = (why: string): AppError =>
  new AppError('INPUT_INVALID', `The store address ${why}.`);

const ipv4Number = (address: string): number =>
  address.split('.').reduce((number, part) => number * 256 + Number(part), 0);

const isPublicIpv4 = (address: number): boolean =>
  !CLOSED_IPV4.some(([network, prefix]) => {
    const size = 2 ** (32 - prefix);
    return address >= network && address < network + size;
  });

/** The eight groups of an IPv6 address, or `null` for one with a zone (`%eth0`), which is never public. */
const ipv6Groups = (address: string): readonly number[] | null => {
  if (address.includes('%')) return null;
  const [head = '', tail] = embeddedAsGroups(address).split('::');
  const before = hexGroups(head);
  const after = hexGroups(tail ?? '');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: zeros }, () => 0), ...after];
};

const embeddedAsGroups = (address: string): string =>
  address.replace(/\d+\.\d+\.\d+\.\d+$/, (ipv4) => {
    const number = ipv4Number(ipv4);
    return `${Math.floor(number / 65_536).toString(16)}:${(number % 65_536).toString(16)}`;
  });

const hexGroups = (text: string): readonly number[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));

const isPublicIpv6 = (groups: readonly number[]): boolean => {
  const [first = 0, second = 0, , , , , seventh = 0, eighth = 0] = groups;
  // What DNS64 makes of an IPv4 address on a network without IPv4: as public as that address.
  if (first === 0x64 && second === 0xff9b && groups.slice(2, 6).every((group) => group === 0))
    return isPublicIpv4(seventh * 65_536 + eighth);
  if (first < 0x2000 || first > 0x3fff) return false;
  const leading = first * 65_536 + second;
  return !CLOSED_IPV6.some(([[high, low], bits]) => {
    const network = high * 65_536 + low;
    return leading >= network && leading < network + 2 ** (32 - bits);
  });
};
