import { isAppError } from '@ml-connector/kernel';
import { runService, type RunningService } from './run-service.js';
import type { ServiceDefinition } from './service-definition.js';

/**
 * A process's whole life: start, say where it is, and on SIGTERM or SIGINT drain and end. A fault of configuration is
 * one clear message and exit code 1, not a stack.
 * @param announce told once it runs.
 */
export const runProcess = async (
  name: string,
  definitions: readonly ServiceDefinition[],
  announce: (running: RunningService) => void = () => undefined,
): Promise<void> => {
  try {
    const running = await runService(name, definitions);
    drainOnSignal(running);
    announce(running);
    running.ports.logger.info(
      { event: 'service.started', port: running.port },
      `${name} is running.`,
    );
  } catch (error) {
    console.error(sentenceFor(error));
    process.exitCode = 1;
    if (!isAppError(error)) process.exit(1);
  }
};

const drainOnSignal = (running: RunningService): void => {
  let isDraining = false;
  const drain = (signal: NodeJS.Signals): void => {
    if (isDraining) return;
    isDraining = true;
    const { logger, settings } = running.ports;
    logger.info({ event: 'service.draining', signal }, 'Draining: finishing what is in hand.');
    setTimeout(() => {
      logger.error({ event: 'service.drain-timeout' }, 'Draining took too long; ending now.');
      process.exit(1);
    }, settings.drainMs).unref();
    void running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ event: 'service.drain-failed', error }, 'Draining failed.');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);
};

const sentenceFor = (error: unknown): string => {
  if (isAppError(error)) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? String(error.port) : '';
    return `Port ${port} is taken. Stop the program that listens there, or set ML_PORT to another port.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};
