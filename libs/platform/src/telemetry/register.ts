import { isWanted } from './is-wanted.js';

// Before anything that is to be traced is loaded. Without OTEL_* in the environment nothing else is loaded at all.
if (isWanted(process.env)) {
  const { startTelemetry } = await import('./start-telemetry.js');
  startTelemetry(process.env);
}
