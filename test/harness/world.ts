import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { productApi, type ProductApi } from './product-api.js';
import { type ProductProcess, startProduct } from './product-process.js';
import { openShop, type Shop, type ShopSettings } from './shop.js';

export interface WorldSettings {
  /** How many shops, each with its own books and Web Connector. Default 1. */
  readonly stores?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly shop?: (index: number) => ShopSettings;
}

/** The product as a process of its own, with shops that sell and books that stand in the test's process. */
export interface World {
  readonly api: ProductApi;
  /** The process that runs now; another one after {@link restart}. */
  readonly product: () => ProductProcess;
  readonly shops: readonly Shop[];
  readonly dataDirectory: string;
  /** Starts the product on the same data directory and port, once it has ended. */
  restart(environment?: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

/** Starts a world; every shop has its webhooks registered when it resolves. */
export const startWorld = async (settings: WorldSettings = {}): Promise<World> => {
  const directory = mkdtempSync(join(tmpdir(), 'ml-e2e-'));
  const dataDirectory = join(directory, 'data');
  const environment = { ...DEFAULTS, ...settings.environment };
  let product = await startProduct({ dataDirectory, environment });
  const { port } = product;
  const api = productApi(product.url);
  const shops: Shop[] = [];
  const close = async () => {
    await Promise.all(shops.map((shop) => shop.close()));
    await product.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    for (let index = 0; index < (settings.stores ?? 1); index += 1)
      shops.push(await openShop(api, settings.shop?.(index)));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    api,
    product: () => product,
    shops,
    dataDirectory,
    restart: async (changed = {}) => {
      await product.exited;
      product = await startProduct({
        dataDirectory,
        port,
        environment: { ...environment, ...changed },
      });
    },
    close,
  };
};

/** The only shop of a world. */
export const onlyShop = ({ shops }: World): Shop => shopAt(shops, 0);

/** @throws Error if there are not so many. */
export const shopAt = (shops: readonly Shop[], index: number): Shop => {
  const shop = shops[index];
  if (shop === undefined) throw new Error(`There is no shop ${index}.`);
  return shop;
};

/** A sweep that finds nothing by itself during a test, so that what is found was told. */
const DEFAULTS = { ML_SWEEP_INTERVAL_SECONDS: '3600' };
