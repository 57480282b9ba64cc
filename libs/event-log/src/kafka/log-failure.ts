import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isAppError } from '@ml-connector/kernel';

/** Every failure of the client is one of the log to whoever uses the log. */
export const logFailure = (error: unknown, what: string): AppError =>
  isAppError(error)
    ? error
    : new AppError('LOG_UNAVAILABLE', `Kafka ${what}: ${nameOf(error)}.`, { cause: error });

/** Does it again after 0.1, 0.2, 0.4 and 0.8 s. For what may be done twice. */
export const withRetries = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  for (let wait = FIRST_WAIT; ; wait *= 2) {
    try {
      return await work();
    } catch (error) {
      if (isAppError(error) || wait > LAST_WAIT) throw error;
      await sleep(wait);
    }
  }
};

const FIRST_WAIT = 100;
const LAST_WAIT = 800;

/** The kind of an error, e.g. `KafkaJSProtocolError`, and what the broker calls it. */
const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown failure';
  const type: unknown = Reflect.get(error, 'type');
  return typeof type === 'string' ? type : error.name;
};
