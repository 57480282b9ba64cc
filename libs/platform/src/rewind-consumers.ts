import type { DocumentStore } from '@ml-connector/document-store';
import { anyRewindWaits, type Rewindable, serveRewinds } from '@ml-connector/event-log';
import type { Clock } from '@ml-connector/kernel';
import type { Logger } from './logger.js';

const INTERVAL_MS = 2_000;

/** Lets the consumer groups of this process go back where a replay asked for it. @returns what ends that. */
export const rewindConsumers = (
  ports: { readonly store: DocumentStore; readonly clock: Clock; readonly logger: Logger },
  consumers: readonly Rewindable[],
): (() => Promise<void>) => {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const round = async (): Promise<void> => {
    if (!(await anyRewindWaits(ports.store))) return;
    for (const consumer of consumers) if (!isStopped) await serveRewinds(ports, consumer);
  };
  let run = Promise.resolve();
  const schedule = (): void => {
    if (!isStopped && consumers.length > 0) timer = setTimeout(start, INTERVAL_MS).unref();
  };
  const start = (): void => {
    run = round()
      .catch((error: unknown) =>
        ports.logger.warn(
          { event: 'rewind.failed', error },
          'A consumer group could not go back; it is tried again.',
        ),
      )
      .then(schedule);
  };
  schedule();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    return run;
  };
};
