import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import {
  ADMIN_TOKEN,
  ENCRYPTION_KEYS,
  type ProductProcess,
  type RunningProduct,
  serviceEntry,
  startProduct,
  WORKSPACE_ROOT,
} from './product-process.js';
import { type Route, startRoundRobin } from './round-robin.js';
import type { StackAddress } from './stack.js';

export const SERVICES = ['ingestion', 'mapping', 'gateway', 'audit', 'console'] as const;
export type ServiceName = (typeof SERVICES)[number];

type Environment = Readonly<Record<string, string>>;

export interface ClusterSettings {
  readonly stack: StackAddress;
  /** Of each service. Default 2. */
  readonly replicas?: number;
  readonly environment?: Environment;
  /** What a service is told besides. */
  readonly environmentOf?: (service: ServiceName) => Environment;
}

/** The distributed edition: every service as processes of its own, on a Kafka and a database, behind one address. */
export interface Cluster {
  readonly url: string;
  /** How each process is told where things are, e.g. for another one. */
  readonly environment: Environment;
  replicas(service: ServiceName): readonly ProductProcess[];
  /** SIGKILL. */
  kill(service: ServiceName, index: number): Promise<void>;
  /** Starts a replica again that has ended, however. */
  restart(service: ServiceName, index: number, changed?: Environment): Promise<void>;
  /**
   * Replaces a replica as an orchestrator does: nobody is sent to it any more, then it is told to end, then another one
   * takes its place. @returns its exit code.
   */
  replace(service: ServiceName, index: number): Promise<number | null>;
  /** All of it as one. */
  whole(): RunningProduct;
  /** Ends every process, and starts them again. */
  stopAll(): Promise<void>;
  startAll(changed?: Environment): Promise<void>;
  /** Everything that the processes wrote. */
  output(): string;
  close(): Promise<void>;
}

let clusters = 0;
const SESSION_SECONDS = '6';
/** As the chart's `preStopSeconds`: until whoever was sent to a replica has been answered. */
const LETTING_GO_MS = 2_000;
/** Ten processes start at once. */
const START_MS = 200_000;

/** Makes topics and indexes, then starts all processes; they are ready when it resolves. */
export const startCluster = async (settings: ClusterSettings): Promise<Cluster> => {
  const { stack, replicas = 2 } = settings;
  const name = `e2e-${process.pid}-${Date.now() % 1_000_000}-${(clusters += 1)}`;
  const directory = mkdtempSync(join(tmpdir(), 'ml-cluster-'));
  const running = new Map<ServiceName, ProductProcess[]>();
  const ended: ProductProcess[] = [];
  const leaving = new Set<ProductProcess>();
  const front = await startRoundRobin(
    routesTo((service) => (running.get(service) ?? []).filter((one) => !leaving.has(one))),
  );
  const environment = {
    ML_MODE: 'distributed',
    ML_KAFKA_BROKERS: stack.brokers,
    ML_KAFKA_SINGLE_NODE: 'true',
    ML_KAFKA_PARTITIONS: '4',
    ML_KAFKA_PREFIX: `${name}.`,
    ML_KAFKA_SESSION_SECONDS: SESSION_SECONDS,
    ML_MONGODB_URI: stack.mongodbUri,
    ML_MONGODB_DATABASE: name,
    ML_MONGODB_POOL: '6',
    ML_ADMIN_TOKEN: ADMIN_TOKEN,
    ML_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
    ML_PUBLIC_URL: front.url,
    ML_SWEEP_INTERVAL_SECONDS: '3600',
    ...settings.environment,
  };
  const start = (
    service: ServiceName,
    { port, changed = {} }: { readonly port?: number; readonly changed?: Environment } = {},
  ): Promise<ProductProcess> =>
    startProduct({
      // There is none: nothing may be kept on a local disk.
      dataDirectory: join(directory, 'must-not-be-made'),
      entry: serviceEntry(service),
      ...(port === undefined ? {} : { port }),
      environment: { ...environment, ...settings.environmentOf?.(service), ...changed },
      startMs: START_MS,
    });
  const all = (): readonly ProductProcess[] => [...running.values()].flat();
  const cluster: Cluster = {
    url: front.url,
    environment,
    replicas: (service) => running.get(service) ?? [],
    async kill(service, index) {
      await replicaAt(running, service, index).kill();
    },
    async restart(service, index, changed = {}) {
      const old = replicaAt(running, service, index);
      await old.exited;
      ended.push(old);
      const started = await start(service, { port: old.port, changed });
      running.get(service)?.splice(index, 1, started);
    },
    async replace(service, index) {
      const old = replicaAt(running, service, index);
      leaving.add(old);
      await sleep(LETTING_GO_MS);
      const code = await old.stop();
      await cluster.restart(service, index);
      return code;
    },
    whole: () => ({
      port: front.port,
      url: front.url,
      pid: replicaAt(running, 'gateway', 0).pid,
      output: () => cluster.output(),
      exited: Promise.all(all().map(({ exited }) => exited)).then(worstOf),
      kill: () => Promise.all(all().map((one) => one.kill())).then(() => undefined),
      stop: () => Promise.all(all().map((one) => one.stop())).then(worstOf),
    }),
    async stopAll() {
      await Promise.all(all().map((one) => one.stop()));
    },
    async startAll(changed = {}) {
      await Promise.all(
        [...running].flatMap(([service, replicasOf]) =>
          replicasOf.map((_, index) => cluster.restart(service, index, changed)),
        ),
      );
    },
    output: () => [...ended, ...all()].map((one) => one.output()).join(''),
    async close() {
      await Promise.all(all().map((one) => one.stop()));
      await front.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  try {
    await prepare(environment);
    await Promise.all(
      SERVICES.flatMap((service) =>
        Array.from({ length: replicas }, async () => {
          const started = await start(service);
          running.set(service, [...(running.get(service) ?? []), started]);
        }),
      ),
    );
    return cluster;
  } catch (error) {
    await cluster.close();
    throw error;
  }
};

const worstOf = (codes: readonly (number | null)[]): number | null =>
  codes.find((code) => code !== 0) ?? 0;

/** As the installation's hook does. */
const prepare = async (environment: Environment): Promise<void> => {
  const script = join(WORKSPACE_ROOT, 'services/standalone/dist/prepare.js');
  await promisify(execFile)(process.execPath, [script], {
    env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1', ...environment },
  });
};

const routesTo = (replicas: (service: ServiceName) => readonly ProductProcess[]): Route[] => {
  const to = (prefix: string, service: ServiceName): Route => ({
    prefix,
    ports: () => replicas(service).map(({ port }) => port),
  });
  return [
    to('/webhooks', 'ingestion'),
    to('/qbwc', 'gateway'),
    to('/api/audit', 'audit'),
    to('/api/replays', 'audit'),
    to('/', 'console'),
  ];
};

const replicaAt = (
  running: ReadonlyMap<ServiceName, readonly ProductProcess[]>,
  service: ServiceName,
  index: number,
): ProductProcess => {
  const found = running.get(service)?.[index];
  if (!found) throw new Error(`There is no replica ${index} of ${service}.`);
  return found;
};
