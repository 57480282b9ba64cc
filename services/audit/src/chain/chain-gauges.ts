import type { DocumentStore } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import { measuredGauge, STORE_GAUGE_MS } from '@ml-connector/platform';
import type { Registry } from 'prom-client';
import { AUDIT_HEADS } from './audit-head.js';
import { newestCheckpoint } from './sign-heads.js';

/** More than topics times partitions can be. */
const MOST_HEADS = 1_000;

/** Whether the chains are whole and signed, as the store holds it. */
export const chainGauges = (metrics: Registry, store: DocumentStore, clock: Clock): void => {
  const heads = () =>
    store.collection(AUDIT_HEADS).find({ index: 'byPlace', equals: [], limit: MOST_HEADS });
  measuredGauge(metrics, {
    name: 'ml_connector_audit_broken_chains',
    help: 'Partitions of which a record was not what was chained, until a person has looked.',
    goodForMs: STORE_GAUGE_MS,
    measure: async () => [
      { value: (await heads()).items.filter(({ value }) => value.alarm !== null).length },
    ],
  });
  measuredGauge(metrics, {
    name: 'ml_connector_audit_signed_age_seconds',
    help: 'Age of the newest signature over the ends of the chains; 0 before the first.',
    goodForMs: STORE_GAUGE_MS,
    measure: async () => {
      const newest = await newestCheckpoint(store);
      return [{ value: newest ? (clock.now() - Date.parse(newest.at)) / 1_000 : 0 }];
    },
  });
};
