import type { Tracing } from '@ml-connector/event-log';
import type { Registry } from 'prom-client';

/** What was started before the program, by `node --import @ml-connector/platform/telemetry`. */
export interface Telemetry {
  readonly tracing: Tracing;
  /** For the log: which trace a line belongs to; empty outside one. */
  readonly logFields: () => Readonly<Record<string, string>>;
  /** Sends what `/metrics` shows by OTLP as well. */
  readonly sendMetrics: (metrics: Registry) => void;
  /** Sends what is still kept back. At most a few seconds; never rejects. */
  readonly stop: () => Promise<void>;
}

let running: Telemetry | null = null;

export const startedTelemetry = (): Telemetry | null => running;

export const telemetryStarted = (telemetry: Telemetry): void => {
  running = telemetry;
};
