import { canonicalJson, type Json } from '@ml-connector/kernel';
import type { SealingKeys } from '@ml-connector/sealing';

/**
 * A keyed hash of what the shop said, 64 hexadecimal digits. Links are left out: they say how it was asked, so a webhook
 * and a GET of the same state have the same hash.
 */
export const contentHash = (keys: Pick<SealingKeys, 'hash'>, raw: Json): string =>
  keys.hash(canonicalJson(withoutLinks(raw)));

const withoutLinks = (raw: Json): unknown => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw) || !('_links' in raw))
    return raw;
  const { _links, ...content } = raw;
  return content;
};
