import 'reflect-metadata';
import { createServer, type Server } from 'node:http';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { EventLogStrategy, traceWith } from '@ml-connector/event-log';
import { awaitStores } from './await-stores.js';
import { settingsFrom } from './config.js';
import { generatedSecrets } from './generated-secrets.js';
import { handleHealth, type Health, type HealthOptions } from './health.js';
import { ApiModule } from './http/api.module.js';
import { consumerGauges, countRebalances } from './metrics/consumer-gauges.js';
import { nestLogger } from './nest-logger.js';
import { keepKeys } from './keep-keys.js';
import { type OpenPorts, openPorts } from './open-ports.js';
import { createPinoLogger } from './pino-logger.js';
import { PlatformModule } from './platform.module.js';
import type { Ports } from './ports.js';
import { collectionsOf, topicsOf } from './prepare-stores.js';
import { switchRequests } from './request-switch.js';
import { rewindConsumers } from './rewind-consumers.js';
import type { HttpFront, ServiceDefinition } from './service-definition.js';
import { systemRandomness } from './system-randomness.js';
import { startedTelemetry } from './telemetry/telemetry.js';
import { waitingRoom } from './waiting-room.js';

const BODY_LIMIT = '1mb';
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 120_000;

export interface RunningService {
  readonly ports: Ports;
  /** The port that it listens on. */
  readonly port: number;
  /** Stops taking in, finishes what is in hand, frees the stores. */
  close(): Promise<void>;
}

/**
 * Starts services in this process: settings, ports, modules, consumers, HTTP.
 * @throws AppError CONFIG_INVALID, STORE_IN_USE; or the error of `listen` (EADDRINUSE).
 */
export const runService = async (
  name: string,
  definitions: readonly ServiceDefinition[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<RunningService> => {
  const settings = settingsFrom(environment, generatedSecrets(systemRandomness));
  const telemetry = startedTelemetry();
  if (telemetry) traceWith(telemetry.tracing);
  const logger = createPinoLogger({
    level: settings.logLevel,
    service: name,
    ...(telemetry ? { traceFields: telemetry.logFields } : {}),
  });
  const opened = await openPorts(settings, logger);
  const { ports, keys, probe, closePorts } = opened;
  telemetry?.sendMetrics(ports.metrics);
  try {
    await untilStoresAnswer(definitions, opened);
    const started = await startApplication(definitions, ports, probe);
    const stopKeeping =
      settings.mode === 'distributed' ? keepKeys(keys, logger) : async () => undefined;
    return {
      ports,
      port: started.port,
      close: async () => {
        await stopKeeping();
        await started.close();
        await closePorts();
        await telemetry?.stop();
      },
    };
  } catch (error) {
    await closePorts();
    throw error;
  }
};

/**
 * Everything may be started in any order, and a process whose stores are away must not end for it: it answers its probes
 * and waits. Only the embedded edition, alone with its file, gives up.
 */
const untilStoresAnswer = async (
  definitions: readonly ServiceDefinition[],
  { ports, keys, prepare, probe }: OpenPorts,
): Promise<void> => {
  const { settings, logger, metrics } = ports;
  const room = waitingRoom(settings.adminPort ?? settings.port, { metrics, probe });
  const [topics, collections] = [topicsOf(definitions), collectionsOf(definitions)];
  const isPatient = settings.mode === 'distributed';
  try {
    // Before the first try, which may take long by itself.
    if (isPatient) await room.open();
    await awaitStores(
      async () => {
        await prepare(topics, collections);
        await keys.catchUp();
      },
      { logger, ...(isPatient ? { patienceMs: Infinity } : {}) },
    );
  } finally {
    await room.close();
  }
};

const startApplication = async (
  definitions: readonly ServiceDefinition[],
  ports: Ports,
  probe: HealthOptions['probe'],
): Promise<{ readonly port: number; close(): Promise<void> }> => {
  const { settings, logger, metrics } = ports;
  const app = await NestFactory.create<NestExpressApplication>(rootModule(definitions, ports), {
    logger: nestLogger(logger),
    abortOnError: false,
  });
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.disable('x-powered-by');
  const consumers = connectConsumers(app, definitions, ports);
  consumerGauges(ports, consumers);
  const health: Health = { startup: false, draining: false };
  const options: HealthOptions = { health, metrics, probe };
  await app.init();
  const server: Server = app.getHttpServer();
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  const fronts = definitions.flatMap(({ fronts: tokens }) =>
    tokens.map((token) => app.get<HttpFront>(token)),
  );
  switchRequests(server, fronts, settings.adminPort === null ? options : null);
  const admin =
    settings.adminPort === null ? null : await listenForProbes(settings.adminPort, options);
  try {
    await app.startAllMicroservices();
    await listen(server, settings.port);
  } catch (error) {
    admin?.close();
    await app.close();
    throw error;
  }
  const stopRewinding = rewindConsumers(ports, consumers);
  health.startup = true;
  return {
    port: portOf(server, settings.port),
    close: async () => {
      health.draining = true;
      await stopRewinding();
      // At once, not after what the modules finish first: meanwhile there would be ever more batches in hand.
      await Promise.all([...consumers.map((consumer) => consumer.close()), app.close()]);
      admin?.close();
    },
  };
};

const rootModule = (definitions: readonly ServiceDefinition[], ports: Ports): DynamicModule => ({
  module: RootModule,
  imports: [
    PlatformModule.with(ports),
    ApiModule.describing(
      ports.settings.publicUrl,
      definitions.flatMap(({ api }) => api ?? []),
    ),
    ...definitions.map(({ module }) => module),
  ],
});

@Module({})
class RootModule {}

const connectConsumers = (
  app: NestExpressApplication,
  definitions: readonly ServiceDefinition[],
  { log, parking, logger, metrics }: Ports,
): readonly EventLogStrategy[] => {
  const groups = definitions.flatMap((definition) => definition.groups);
  if (groups.length === 0) return [];
  const rebalanced = countRebalances(metrics);
  return groups.map(({ transportId, group, parks }) => {
    const onAssigned = (): void => rebalanced(group);
    const strategy = new EventLogStrategy({
      log,
      parking,
      logger,
      transportId,
      group,
      parks,
      onAssigned,
    });
    app.connectMicroservice({ strategy }, { inheritAppConfig: false });
    return strategy;
  });
};

const listenForProbes = async (port: number, options: HealthOptions): Promise<Server> => {
  const server = createServer((request, response) => {
    if (!handleHealth(options, request, response)) response.writeHead(404).end();
  });
  await listen(server, port);
  return server;
};

/** Not by the framework, which would log a taken port before the sentence that says what to do. */
const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      resolve();
    });
  });

const portOf = (server: Server, fallback: number): number => {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : fallback;
};
