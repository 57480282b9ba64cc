import {
  CONNECTOR_POLLS,
  isQuiet,
  POLL_BUCKETS,
  type Connection,
  type ConnectionReader,
  type Poll,
} from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import { measuredGauge, STORE_GAUGE_MS } from '@ml-connector/platform';
import type { Registry } from 'prom-client';

export interface SilenceSources {
  readonly store: DocumentStore;
  readonly connections: Pick<ConnectionReader, 'active'>;
  readonly clock: Clock;
}

interface Known {
  readonly poll: Poll;
  readonly connection: Connection;
}

/** How many Web Connectors are quiet, and for how long the quietest has been. */
export const silenceGauges = (metrics: Registry, sources: SilenceSources): void => {
  const { clock } = sources;
  const gauge = (name: string, help: string, count: (polls: readonly Known[]) => number): void =>
    measuredGauge(metrics, {
      name,
      help,
      goodForMs: STORE_GAUGE_MS,
      measure: async () => [{ value: count(await readPolls(sources)) }],
    });
  gauge('ml_connector_quiet_connections', 'Web Connectors that have missed calls.', (polls) => {
    const now = clock.now();
    return polls.filter(({ poll, connection }) => isQuiet(poll, now, connection)).length;
  });
  gauge(
    'ml_connector_longest_silence_seconds',
    'Since the last call of the quietest Web Connector.',
    (polls) => {
      const now = clock.now();
      const silences = polls.flatMap(({ poll: { at } }) =>
        at === null ? [] : [now - Date.parse(at)],
      );
      return silences.reduce((longest, silence) => Math.max(longest, silence), 0) / 1_000;
    },
  );
};

const readPolls = async ({ store, connections }: SilenceSources): Promise<readonly Known[]> => {
  const active = new Map((await connections.active()).map((known) => [known.id, known]));
  const stored = await store.collection(CONNECTOR_POLLS).getMany(POLL_BUCKETS);
  return stored.flatMap(({ value }) =>
    Object.entries(value.polls).flatMap(([id, poll]) => {
      const connection = active.get(id);
      return connection ? [{ poll, connection }] : [];
    }),
  );
};
