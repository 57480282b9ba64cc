import { register } from 'node:module';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { instrumentations } from './instrumentations.js';
import { metricReaders } from './metric-readers.js';
import { createRegistryProducer } from './registry-producer.js';
import { logFields, otelTracing } from './otel-tracing.js';
import { telemetryStarted } from './telemetry.js';

const LONGEST_STOP_MS = 3_000;

/** Starts the SDK as OTEL_* say, and traces what is loaded from here on: modules of both kinds, hence the hook. */
export const startTelemetry = (environment: Readonly<Record<string, string | undefined>>): void => {
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);
  const producer = createRegistryProducer();
  const sdk = new NodeSDK({
    serviceName: environment['OTEL_SERVICE_NAME'] ?? 'ml-connector',
    instrumentations: instrumentations(),
    metricReaders: metricReaders(environment, producer),
    // Logs go to standard output, with the trace they belong to.
    logRecordProcessors: [],
  });
  sdk.start();
  telemetryStarted({
    tracing: otelTracing(),
    logFields,
    sendMetrics: (metrics) => producer.read(metrics),
    stop: () => Promise.race([sdk.shutdown().catch(() => undefined), pause(LONGEST_STOP_MS)]),
  });
};

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
