import { join } from 'node:path';
import { type Cluster, SERVICES, type ServiceName, startCluster } from '../harness/cluster.js';
import { startProduct } from '../harness/product-process.js';
import { type OwnStack, startOwnStack } from '../harness/stack.js';

export type Edition = 'standalone' | 'distributed';

/** What the demo sells through. */
export interface DemoProduct {
  readonly url: string;
  /** What runs, for people. */
  readonly told: string;
  /** Where more can be looked at. */
  readonly addresses: readonly string[];
  stop(): Promise<void>;
}

const ENVIRONMENT = { ML_SWEEP_INTERVAL_SECONDS: '5' };

export const startDemoProduct = (
  edition: Edition,
  directory: string,
  say: (step: string) => void,
): Promise<DemoProduct> =>
  edition === 'standalone' ? startStandalone(directory) : startDistributed(say);

const startStandalone = async (directory: string): Promise<DemoProduct> => {
  const product = await startProduct({
    dataDirectory: join(directory, 'data'),
    environment: ENVIRONMENT,
  });
  return {
    url: product.url,
    told: `ml-connector runs at ${product.url}.`,
    addresses: [],
    stop: async () => {
      await product.stop();
    },
  };
};

const startDistributed = async (say: (step: string) => void): Promise<DemoProduct> => {
  const stack = await obtainStack();
  say(`Kafka runs at ${stack.brokers}, the database at ${stack.mongodbUri}.`);
  let cluster: Cluster;
  try {
    cluster = await startCluster({ stack, environment: ENVIRONMENT });
  } catch (error) {
    await stack.close();
    throw error;
  }
  const stopWatching = restartWhatEnds(cluster, say);
  const processes = SERVICES.map(
    (service) =>
      `${service} (${cluster
        .replicas(service)
        .map(({ pid }) => pid)
        .join(', ')})`,
  );
  return {
    url: cluster.url,
    told: `ml-connector runs at ${cluster.url}, two processes of each service: ${processes.join(', ')}.`,
    addresses: SERVICES.flatMap((service) =>
      cluster
        .replicas(service)
        .map(({ url, pid }) => `${service.padEnd(9)} ${url}  (process ${pid})`),
    ),
    stop: async () => {
      await stopWatching();
      await cluster.close();
      await stack.close();
    },
  };
};

/** As the operator of an installation does. @returns what ends that. */
const restartWhatEnds = (cluster: Cluster, say: (step: string) => void): (() => Promise<void>) => {
  const stopping = new AbortController();
  const stopped = Promise.withResolvers<void>();
  stopping.signal.addEventListener('abort', () => stopped.resolve(), { once: true });
  const watch = async (service: ServiceName, index: number): Promise<void> => {
    while (!stopping.signal.aborted) {
      await Promise.race([cluster.replicas(service)[index]?.exited, stopped.promise]);
      if (stopping.signal.aborted) return;
      say(`A process of ${service} has ended; another one takes its place.`);
      await cluster.restart(service, index);
    }
  };
  const watching = Promise.all(
    SERVICES.flatMap((service) =>
      cluster.replicas(service).map((_, index) => watch(service, index)),
    ),
  );
  return async () => {
    stopping.abort();
    await watching;
  };
};

/** The one that is named, else one of the demo's own. */
const obtainStack = async (): Promise<Pick<OwnStack, 'brokers' | 'mongodbUri' | 'close'>> => {
  const brokers = process.env['ML_KAFKA_BROKERS'];
  const mongodbUri = process.env['ML_MONGODB_URI'];
  return brokers && mongodbUri
    ? { brokers, mongodbUri, close: async () => undefined }
    : await startOwnStack();
};
