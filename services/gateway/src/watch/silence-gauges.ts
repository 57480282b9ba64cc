import {
  CONNECTOR_POLLS,
  isQuiet,
  POLL_BUCKETS,
  type ConnectionReader,
  type Poll,
} from '@ml-connector/connections';
import type { DocumentStore } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import { Gauge, type Registry } from 'prom-client';

const READ_EVERY_MS = 15_000;

/** How many Web Connectors are quiet, and for how long the quietest has been. Read when somebody asks, at most every 15 seconds. */
export const gaugeSilence = (
  metrics: Registry,
  {
    store,
    connections,
    clock,
  }: {
    readonly store: DocumentStore;
    readonly connections: Pick<ConnectionReader, 'active'>;
    readonly clock: Clock;
  },
): void => {
  const buckets = store.collection(CONNECTOR_POLLS);
  let read: { readonly at: number; readonly polls: Promise<readonly Poll[]> } | null = null;
  const polls = (): Promise<readonly Poll[]> => {
    const now = clock.now();
    if (!read || Math.abs(now - read.at) >= READ_EVERY_MS) read = { at: now, polls: readAll() };
    return read.polls;
  };
  const readAll = async (): Promise<readonly Poll[]> => {
    const active = new Set((await connections.active()).map(({ id }) => id));
    const stored = await buckets.getMany(POLL_BUCKETS);
    return stored.flatMap(({ value }) =>
      Object.entries(value.polls).flatMap(([id, poll]) => (active.has(id) ? [poll] : [])),
    );
  };
  const gauge = (name: string, help: string, count: (polls: readonly Poll[]) => number): void => {
    const made: Gauge = new Gauge({
      name: `ml_connector_${name}`,
      help,
      registers: [metrics],
      collect: async () => {
        try {
          made.set(count(await polls()));
        } catch {
          // The store is away: what was read last stands, and the other figures are told.
          read = null;
        }
      },
    });
  };
  gauge('quiet_connections', 'Web Connectors that have missed calls.', (all) => {
    const now = clock.now();
    return all.filter((poll) => isQuiet(poll, now)).length;
  });
  gauge('longest_silence_seconds', 'Since the last call of the quietest Web Connector.', (all) => {
    const now = clock.now();
    const silences = all.flatMap(({ at }) => (at === null ? [] : [now - Date.parse(at)]));
    return silences.reduce((longest, silence) => Math.max(longest, silence), 0) / 1_000;
  });
};
