import type { StoreCredentials, StoreFacts } from '@ml-connector/connections';
import { type Clock, isAppError, isoTime, type Randomness } from '@ml-connector/kernel';
import { createStoreClient, type StoreClient, type StoreSite } from '@ml-connector/woocommerce';
import type { Check } from './connection-check.js';

const TIMEOUT_MS = 10_000;

export interface StoreCheck {
  readonly checks: readonly Check[];
  /** What the shop said about itself; null where it did not. */
  readonly facts: StoreFacts | null;
}

/** Asks the shop for what the product needs of it; takes at most ten seconds for each of two questions. */
export const checkStore = async (
  credentials: StoreCredentials,
  using: {
    readonly allowPrivate: boolean;
    readonly clock: Clock;
    readonly randomness: Randomness;
  },
): Promise<StoreCheck> => {
  const checkedAt = isoTime(using.clock.now());
  const found = (name: Check['name'], state: Check['state'], sentence: string): Check => ({
    name,
    state,
    sentence,
    checkedAt,
  });
  let client: StoreClient | null = null;
  let site: StoreSite | null = null;
  try {
    client = createStoreClient({ ...credentials, ...using, timeoutMs: TIMEOUT_MS });
    site = await client.getSite();
    const answers = found('store', 'ok', `The shop answers at ${credentials.url}.`);
    if (!site.hasWooCommerce)
      return {
        checks: [
          found(
            'store',
            'problem',
            'The site answers but does not offer the WooCommerce REST API; activate WooCommerce there.',
          ),
        ],
        facts: null,
      };
    const [settings] = await Promise.all([
      client.getSettings(),
      client.listOrders({ page: 1, perPage: 1 }),
    ]);
    const { currency, pricesIncludeTax } = settings;
    const key = `The API key is accepted; the shop sells in ${currency}.`;
    return {
      checks: [answers, found('store-key', 'ok', key)],
      facts: { currency, pricesIncludeTax, timeZone: timeZoneOf(site) },
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { message } = error;
    return site === null
      ? { checks: [found('store', 'problem', message)], facts: null }
      : {
          checks: [
            found('store', 'ok', `The shop answers at ${credentials.url}.`),
            found('store-key', 'problem', message),
          ],
          facts: null,
        };
  } finally {
    client?.close();
  }
};

/** The zone's name, or an offset such as `+05:30` where the site was given one instead. */
const timeZoneOf = ({ timezone, gmtOffset }: StoreSite): string => {
  if (timezone !== '') return timezone;
  const minutes = Math.round(Math.abs(gmtOffset) * 60);
  return `${gmtOffset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
};

const twoDigits = (part: number): string => String(part).padStart(2, '0');
