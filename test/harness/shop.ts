import { openCompany, type Company, type CompanyOptions } from '../simulators/company/index.js';
import { startStore, type StoreSettings } from '../simulators/store/start-store.js';
import type { StoreSimulator } from '../simulators/store/store-simulator.js';
import { createWebConnector, type WebConnector } from '../simulators/web-connector/index.js';
import { eventually } from './eventually.js';
import type { CreatedConnection, ProductApi } from './product-api.js';

export interface ShopSettings {
  readonly store?: StoreSettings;
  readonly company?: Partial<CompanyOptions>;
  /** As given to the API; {@link DEMO_RULES} unless said. */
  readonly rules?: Readonly<Record<string, unknown>>;
  /** The newest qbXML that QuickBooks offers; default 13.0. */
  readonly qbxml?: { readonly major: number; readonly minor: number };
  /** What happens in the shop before it is paired. */
  readonly before?: (store: StoreSimulator) => void;
}

/** A shop, the books it goes into, the Web Connector between them, and the connection that pairs them. */
export interface Shop {
  readonly id: string;
  readonly connection: CreatedConnection;
  readonly store: StoreSimulator;
  readonly company: Company;
  readonly connector: WebConnector;
  /** The text of the `.qwc` file. */
  readonly qwc: string;
  close(): Promise<void>;
}

/** Go-live before the first capture. */
export const DEMO_RULES = { goLive: '2026-11-01T00:00:00Z', unknownProduct: 'create' };

const TOPICS = 7;

/** Pairs a new shop with new books; resolves when the shop delivers to the product. */
export const openShop = async (api: ProductApi, settings: ShopSettings = {}): Promise<Shop> => {
  const store = await startStore(settings.store);
  settings.before?.(store);
  const company = openCompany({ path: ':memory:', now: () => Date.now(), ...settings.company });
  try {
    const connection = await api.createConnection({
      name: 'A shop',
      store: {
        url: store.address,
        consumerKey: store.consumerKey,
        consumerSecret: store.consumerSecret,
      },
      rules: settings.rules ?? DEMO_RULES,
    });
    const qwc = await api.qwc(connection.id);
    const shop: Shop = {
      id: connection.id,
      connection,
      store,
      company,
      connector: agentOf({ qwc, connection, company }, settings),
      qwc,
      close: async () => {
        await store.close();
        company.close();
      },
    };
    await eventually(() => {
      if (store.state.webhooks.size < TOPICS) throw new Error('The shop has no webhooks yet.');
    });
    return shop;
  } catch (error) {
    await store.close();
    company.close();
    throw error;
  }
};

const NO_OP_MS = 100;

/** A Web Connector on another PC with the same `.qwc` file and password. */
export const agentOf = (
  { qwc, connection, company }: Pick<Shop, 'qwc' | 'connection' | 'company'>,
  { timeoutMs = 20_000, qbxml }: { readonly timeoutMs?: number } & Pick<ShopSettings, 'qbxml'> = {},
): WebConnector =>
  createWebConnector({
    qwc,
    password: connection.qbwc.password,
    company,
    noOpMs: NO_OP_MS,
    timeoutMs,
    ...(qbxml ? { edition: { country: 'US', ...qbxml } } : {}),
  });
