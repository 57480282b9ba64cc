import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startCluster } from './cluster.js';
import { productApi, type ProductApi } from './product-api.js';
import { type RunningProduct, startProduct } from './product-process.js';
import { openShop, type Shop, type ShopSettings } from './shop.js';
import { givenStack } from './stack.js';

export interface WorldSettings {
  /** How many shops, each with its own books and Web Connector. Default 1. */
  readonly stores?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly shop?: (index: number) => ShopSettings;
}

/** The product as processes of its own, with shops that sell and books that stand in the test's process. */
export interface World {
  readonly api: ProductApi;
  /** What runs now; another one after {@link restart}. */
  readonly product: () => RunningProduct;
  readonly shops: readonly Shop[];
  /** Of the embedded edition. */
  readonly dataDirectory: string;
  /** Starts the product on what it had and on the same port, once it has ended. */
  restart(environment?: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a world; every shop has its webhooks registered when it resolves. With ML_EDITION=distributed the product is five
 * services, two processes of each, on the stack that the test run was given.
 */
export const startWorld = async (settings: WorldSettings = {}): Promise<World> => {
  const directory = mkdtempSync(join(tmpdir(), 'ml-e2e-'));
  const dataDirectory = join(directory, 'data');
  const environment = { ...DEFAULTS, ...settings.environment };
  const installed = await install(dataDirectory, environment);
  const api = productApi(installed.product().url);
  const shops: Shop[] = [];
  const close = async () => {
    await Promise.all(shops.map((shop) => shop.close()));
    await installed.close();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    for (let index = 0; index < (settings.stores ?? 1); index += 1)
      shops.push(await openShop(api, settings.shop?.(index)));
  } catch (error) {
    const written = installed.product().output();
    await close();
    throw new Error(`A world did not come up. The product wrote:\n${written}`, { cause: error });
  }
  return {
    api,
    product: installed.product,
    shops,
    dataDirectory,
    restart: async (changed = {}) => installed.restart(changed),
    close,
  };
};

type Environment = Readonly<Record<string, string>>;

interface Installed {
  readonly product: () => RunningProduct;
  restart(changed: Environment): Promise<void>;
  close(): Promise<void>;
}

const install = (dataDirectory: string, environment: Environment): Promise<Installed> =>
  process.env['ML_EDITION'] === 'distributed'
    ? installDistributed(environment)
    : installEmbedded(dataDirectory, environment);

const installEmbedded = async (
  dataDirectory: string,
  environment: Environment,
): Promise<Installed> => {
  let product = await startProduct({ dataDirectory, environment });
  const { port } = product;
  return {
    product: () => product,
    async restart(changed) {
      await product.exited;
      product = await startProduct({
        dataDirectory,
        port,
        environment: { ...environment, ...changed },
      });
    },
    close: async () => {
      await product.stop();
    },
  };
};

const installDistributed = async (environment: Environment): Promise<Installed> => {
  const cluster = await startCluster({ stack: givenStack(), environment });
  return {
    product: () => cluster.whole(),
    restart: (changed) => cluster.startAll(changed),
    close: () => cluster.close(),
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
