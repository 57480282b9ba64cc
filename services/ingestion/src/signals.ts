import type { Logger } from '@ml-connector/platform';
import { Counter, type Registry } from 'prom-client';
import type { ReadingProblem } from './reading/reading-problem.js';
import type { DeliveryOutcome } from './webhooks/delivery-outcome.js';

/** What ingestion tells whoever watches it; one call per thing that happens. Nothing here is personal. */
export interface Signals {
  delivery(connectionId: string | null, outcome: DeliveryOutcome, detail?: string): void;
  deliveryFailed(connectionId: string, error: unknown): void;
  observed(by: 'webhook' | 'sweep' | 'backfill' | 'read', events: number): void;
  unreadable(connectionId: string, problem: ReadingProblem): void;
  webhookMended(connectionId: string, topic: string, how: 'created' | 'changed'): void;
  swept(connectionId: string): void;
  /** A step of work on a shop failed; it is tried again later. */
  shopFailed(connectionId: string, work: string, error: unknown): void;
  workFailed(work: string, error: unknown): void;
}

/** Outcomes that are somebody's mistake, or an attack. */
const SUSPICIOUS: ReadonlySet<DeliveryOutcome> = new Set([
  'unsigned',
  'signature-wrong',
  'not-json',
  'shop-error',
  'unusable',
  'hints-full',
]);

export const createSignals = (metrics: Registry, logger: Logger): Signals => {
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers: [metrics] });
  const deliveries = counter('ml_connector_webhook_deliveries_total', 'Deliveries by outcome.', [
    'outcome',
  ]);
  const events = counter('ml_connector_observations_total', 'Observations appended.', ['by']);
  const unreadable = counter('ml_connector_unreadable_total', 'What could not be read.', ['what']);
  const sweeps = counter('ml_connector_sweeps_total', 'Sweeps by outcome.', ['outcome']);
  const webhooks = counter('ml_connector_webhooks_mended_total', 'Webhooks mended.', ['how']);

  return {
    delivery: (connectionId, outcome, detail) => {
      deliveries.inc({ outcome });
      if (!SUSPICIOUS.has(outcome)) return;
      logger.warn(
        {
          event: `webhook.${outcome}`,
          ...(connectionId === null ? {} : { connectionId }),
          ...(detail === undefined ? {} : { detail }),
        },
        'A delivery was refused or cannot be used.',
      );
    },
    deliveryFailed: (connectionId, error) => {
      deliveries.inc({ outcome: 'failed' });
      logger.error(
        { event: 'webhook.failed', connectionId, error },
        'A delivery could not be stored; the shop was told to try later.',
      );
    },
    observed: (by, count) => {
      if (count > 0) events.inc({ by }, count);
    },
    unreadable: (connectionId, { what, id, problem }) => {
      unreadable.inc({ what });
      logger.warn(
        { event: 'shop.unreadable', connectionId, what, id, problem },
        'The shop showed something that cannot be read.',
      );
    },
    webhookMended: (connectionId, topic, how) => {
      webhooks.inc({ how });
      logger.info(
        { event: `shop.webhook-${how}`, connectionId, topic },
        'A webhook of the shop was made or mended.',
      );
    },
    swept: (connectionId) => {
      sweeps.inc({ outcome: 'done' });
      logger.debug({ event: 'sweep.done', connectionId }, 'A sweep came to its end.');
    },
    shopFailed: (connectionId, work, error) => {
      sweeps.inc({ outcome: 'failed' });
      logger.warn(
        { event: `${work}.failed`, connectionId, error },
        'The shop could not be read; it is tried again later.',
      );
    },
    workFailed: (work, error) => {
      logger.error({ event: `${work}.failed`, error }, 'A round of work failed; it goes on.');
    },
  };
};
