import { measuredGauge } from '@ml-connector/platform';
import type { Registry } from 'prom-client';

const GOOD_FOR_MS = 5_000;

/** How far behind the reading of the shops is, by what this process sweeps. */
export const sweepGauges = (metrics: Registry, lags: () => readonly number[]): void => {
  measuredGauge(metrics, {
    name: 'ml_connector_sweep_lag_seconds',
    help: 'For how long the shop that waits longest was not swept to the end.',
    goodForMs: GOOD_FOR_MS,
    measure: () => Promise.resolve([{ value: Math.max(0, ...lags()) / 1_000 }]),
  });
  measuredGauge(metrics, {
    name: 'ml_connector_shops',
    help: 'Shops that are swept.',
    goodForMs: GOOD_FOR_MS,
    measure: () => Promise.resolve([{ value: lags().length }]),
  });
};
