import type { DocumentStore } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import { measuredGauge, STORE_GAUGE_MS } from '@ml-connector/platform';
import { measureOpenPostings, measurePostingOutbox } from '@ml-connector/postings';
import type { Registry } from 'prom-client';

/** What waits on its way into the books, as the store holds it: every replica tells the same. */
export const postingGauges = (metrics: Registry, store: DocumentStore, clock: Clock): void => {
  const goodForMs = STORE_GAUGE_MS;
  measuredGauge(metrics, {
    name: 'ml_connector_open_postings',
    help: 'Documents that are not in the books yet, by state.',
    labelNames: ['state'],
    goodForMs,
    measure: async () =>
      (await measureOpenPostings(store, clock)).map(({ state, count }) => ({
        labels: { state },
        value: count,
      })),
  });
  measuredGauge(metrics, {
    name: 'ml_connector_oldest_open_posting_seconds',
    help: 'Age of the oldest document that is not in the books yet, by state.',
    labelNames: ['state'],
    goodForMs,
    measure: async () =>
      (await measureOpenPostings(store, clock)).map(({ state, oldestSeconds }) => ({
        labels: { state },
        value: oldestSeconds,
      })),
  });
  measuredGauge(metrics, {
    name: 'ml_connector_outbox_age_seconds',
    help: 'For how long the oldest event of a posting waits for the log.',
    goodForMs,
    measure: async () => [{ value: await measurePostingOutbox(store, clock) }],
  });
};
