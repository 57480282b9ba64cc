import { lookup as systemLookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

import { forbiddenAddress, isPublicAddress } from './store-address.js';

/** DNS as `node:dns` does it with `all: true`. */
export type ResolveHost = (
  host: string,
  answer: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

const resolveHost: ResolveHost = (host, answer) => systemLookup(host, { all: true }, answer);

/**
 * A lookup for sockets that fails with AppError ADDRESS_FORBIDDEN if any address of the host is not public. The addresses
 * that were judged are those that the socket connects to, so a DNS answer that changes in between gains nothing.
 * It is not called for literal IP addresses: `storeAddress` judges those.
 */
export const guardedLookup =
  (resolve: ResolveHost = resolveHost): LookupFunction =>
  (host, options, callback) => {
    resolve(host, (error, addresses) => {
      if (error !== null) return callback(error, []);
      if (!addresses.every(({ address }) => isPublicAddress(address)))
        return callback(forbiddenAddress(), []);
      const wanted = addresses.filter(({ family }) => !options.family || family === options.family);
      const [first] = wanted;
      if (first === undefined) return callback(notFound(host), []);
      if (options.all === true) return callback(null, wanted);
      return callback(null, first.address, first.family);
    });
  };

const notFound = (host: string): NodeJS.ErrnoException =>
  Object.assign(new Error('The host has no address.'), { code: 'ENOTFOUND', hostname: host });
