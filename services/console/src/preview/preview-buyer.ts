import { type Buyer, SHARED_GUESTS, type ShopperProfile } from '@ml-connector/bookkeeping';
import type { Rules } from '@ml-connector/connections';

const CODE_LENGTH = 6;

/** Which customer an order's shopper would be. `hash` is the connection's keyed hash. */
export const previewBuyer = (
  { customerId, email }: ShopperProfile,
  rules: Rules,
  hash: (content: string) => string,
): Buyer => {
  if (customerId > 0) return { sourceId: String(customerId), code: '' };
  const code = BigInt(`0x${hash(`guest|${email}`)}`)
    .toString(36)
    .slice(0, CODE_LENGTH);
  return rules.guests === 'shared'
    ? { sourceId: SHARED_GUESTS, code }
    : { sourceId: `guest-${code}`, code };
};
