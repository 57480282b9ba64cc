import { OTLPMetricExporter as GrpcExporter } from '@opentelemetry/exporter-metrics-otlp-grpc';
import { OTLPMetricExporter as JsonExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import {
  type IMetricReader,
  type MetricProducer,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_INTERVAL_MS = 60_000;

/** Sends what the producer tells by OTLP, unless OTEL_METRICS_EXPORTER says otherwise; `/metrics` stands in any case. */
export const metricReaders = (
  environment: Environment,
  producer: MetricProducer,
): IMetricReader[] => {
  const wanted = (environment['OTEL_METRICS_EXPORTER'] ?? 'otlp').split(',');
  if (!wanted.some((exporter) => exporter.trim() === 'otlp')) return [];
  const exportIntervalMillis =
    Number(environment['OTEL_METRIC_EXPORT_INTERVAL']) || DEFAULT_INTERVAL_MS;
  const exportTimeoutMillis = Math.min(
    Number(environment['OTEL_METRIC_EXPORT_TIMEOUT']) || exportIntervalMillis,
    exportIntervalMillis,
  );
  return [
    new PeriodicExportingMetricReader({
      exporter: exporterOf(environment),
      exportIntervalMillis,
      exportTimeoutMillis,
      metricProducers: [producer],
    }),
  ];
};

/** The exporters read endpoint, headers, certificates and temporality from the environment themselves. */
const exporterOf = (environment: Environment): PushMetricExporter => {
  const protocol =
    environment['OTEL_EXPORTER_OTLP_METRICS_PROTOCOL'] ??
    environment['OTEL_EXPORTER_OTLP_PROTOCOL'];
  if (protocol === 'grpc') return new GrpcExporter();
  return protocol === 'http/json' ? new JsonExporter() : new ProtobufExporter();
};
