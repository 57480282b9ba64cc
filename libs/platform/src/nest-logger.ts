import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

/** The framework's own words in the process's log: its start-up chatter only at level debug. */
export const nestLogger = (logger: Logger): LoggerService => ({
  log: (message: unknown) => logger.debug({ event: 'framework' }, String(message)),
  debug: (message: unknown) => logger.debug({ event: 'framework' }, String(message)),
  verbose: (message: unknown) => logger.debug({ event: 'framework' }, String(message)),
  warn: (message: unknown) => logger.warn({ event: 'framework' }, String(message)),
  error: (message: unknown) =>
    logger.error({ event: 'framework', error: message }, 'The framework reports an error.'),
  fatal: (message: unknown) =>
    logger.error({ event: 'framework', error: message }, 'The framework reports an error.'),
});
