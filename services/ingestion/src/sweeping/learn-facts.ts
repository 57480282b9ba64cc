import type { Connection, Connections, StoreFacts } from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import { type Clock, isAppError, isoTime } from '@ml-connector/kernel';
import type { StoreClient, StoreSite } from '@ml-connector/woocommerce';
import { changeSweep } from './sweep-document.js';

export interface FactsPorts {
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly connections: Pick<Connections, 'learnStoreFacts'>;
}

/** Asks the shop for its currency and time zone; rules and dates hang on them. */
export const learnFacts = async (
  ports: FactsPorts,
  connection: Connection,
  client: Pick<StoreClient, 'getSettings' | 'getSite'>,
): Promise<void> => {
  const [settings, site] = await Promise.all([client.getSettings(), siteOf(client)]);
  const facts: StoreFacts = {
    currency: settings.currency,
    timeZone: site === null ? connection.facts.timeZone : timeZoneOf(site),
    pricesIncludeTax: settings.pricesIncludeTax,
  };
  await ports.connections.learnStoreFacts(connection.id, facts);
  await changeSweep(ports.store, connection.id, () => ({
    factsLearntAt: isoTime(ports.clock.now()),
  }));
};

/** Security plugins like to hide the index from strangers; the orders do not depend on it. */
const siteOf = async (client: Pick<StoreClient, 'getSite'>): Promise<StoreSite | null> => {
  try {
    return await client.getSite();
  } catch (error) {
    if (isAppError(error, 'SHOP_REFUSED') || isAppError(error, 'SHOP_ANSWER_INVALID')) return null;
    throw error;
  }
};

/** The IANA name, or the offset of a site that was given one instead, e.g. `+05:30`. */
export const timeZoneOf = (site: Pick<StoreSite, 'timezone' | 'gmtOffset'>): string => {
  if (site.timezone !== '') return site.timezone;
  const minutes = Math.round(Math.abs(site.gmtOffset) * 60);
  return `${site.gmtOffset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
};

const twoDigits = (value: number): string => `${value}`.padStart(2, '0');
