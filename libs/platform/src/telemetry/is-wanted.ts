const SWITCHES = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
  'OTEL_TRACES_EXPORTER',
  'OTEL_METRICS_EXPORTER',
] as const;

/** Whether the environment asks for telemetry: it names where to send it, and does not disable it. */
export const isWanted = (environment: Readonly<Record<string, string | undefined>>): boolean =>
  environment['OTEL_SDK_DISABLED']?.trim().toLowerCase() !== 'true' &&
  SWITCHES.some((name) => !['', 'none'].includes(environment[name]?.trim() ?? ''));
