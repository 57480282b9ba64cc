import { isAppError } from '@ml-connector/kernel';
import { pino, type DestinationStream } from 'pino';
import type { LogFields, Logger } from './logger.js';

const LONGEST = 500;

/** One JSON line an event on standard output; values from outside are cut, errors are a code and a message without a stack unless they are unexpected. */
export const createPinoLogger = (options: {
  readonly level: string;
  readonly service: string;
  readonly destination?: DestinationStream;
  /** The trace that a line belongs to, where there is telemetry. */
  readonly traceFields?: () => Readonly<Record<string, string>>;
}): Logger => {
  const settings = {
    level: options.level,
    base: { service: options.service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    ...(options.traceFields ? { mixin: options.traceFields } : {}),
    redact: {
      paths: [
        '*.password',
        '*.secret',
        '*.token',
        '*.authorization',
        'password',
        'secret',
        'token',
        'authorization',
      ],
      censor: '[redacted]',
    },
  };
  const log = options.destination ? pino(settings, options.destination) : pino(settings);
  return {
    debug: (fields, message) => log.debug(shown(fields), message),
    info: (fields, message) => log.info(shown(fields), message),
    warn: (fields, message) => log.warn(shown(fields), message),
    error: (fields, message) => log.error(shown(fields), message),
  };
};

const shown = (fields: LogFields): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      name === 'error'
        ? shownError(value)
        : typeof value === 'string'
          ? value.slice(0, LONGEST)
          : value,
    ]),
  );

const shownError = (error: unknown): unknown => {
  if (isAppError(error)) return { code: error.code, message: error.message.slice(0, LONGEST) };
  if (error instanceof Error)
    return { name: error.name, message: error.message.slice(0, LONGEST), stack: error.stack };
  return { name: typeof error };
};
