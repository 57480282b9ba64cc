import type { EventLogStrategy, Parking } from '@ml-connector/event-log';
import type { Registry } from 'prom-client';
import { type Measured, measuredGauge, STORE_GAUGE_MS } from './measured-gauge.js';

const PAGE = 1_000;
/** More are counted as this many. */
const MOST_PAGES = 10;

/** How far the consumers of this process are behind, and what was set aside. */
export const consumerGauges = (
  metrics: Registry,
  consumers: readonly EventLogStrategy[],
  parking: Pick<Parking, 'parkedKeys'>,
): void => {
  if (consumers.length === 0) return;
  measuredGauge(metrics, {
    name: 'ml_connector_consumer_lag_events',
    help: 'Events that wait for a consumer group, in the partitions of this process.',
    labelNames: ['group', 'topic'],
    goodForMs: STORE_GAUGE_MS,
    measure: async () => (await Promise.all(consumers.map(lagOf))).flat(),
  });
  measuredGauge(metrics, {
    name: 'ml_connector_parked_keys',
    help: 'Keys of which an event could not be handled; it and all later ones wait.',
    labelNames: ['group'],
    goodForMs: STORE_GAUGE_MS,
    measure: () => parkedByGroup(consumers, parking),
  });
};

const lagOf = async (consumer: EventLogStrategy): Promise<readonly Measured[]> => {
  const byTopic = new Map<string, number>();
  for (const { topic, lag } of await consumer.lag())
    byTopic.set(topic, (byTopic.get(topic) ?? 0) + lag);
  const { group } = consumer;
  return [...byTopic].map(([topic, value]) => ({ labels: { group, topic }, value }));
};

const parkedByGroup = async (
  consumers: readonly EventLogStrategy[],
  parking: Pick<Parking, 'parkedKeys'>,
): Promise<readonly Measured[]> => {
  const counts = new Map(consumers.map(({ group }) => [group, 0]));
  let cursor: string | null = '';
  for (let page = 0; cursor !== null && page < MOST_PAGES; page += 1) {
    const found: Awaited<ReturnType<typeof parking.parkedKeys>> = await parking.parkedKeys({
      limit: PAGE,
      ...(cursor === '' ? {} : { cursor }),
    });
    for (const { value } of found.items) {
      const count = counts.get(value.group);
      if (count !== undefined) counts.set(value.group, count + 1);
    }
    cursor = found.next;
  }
  return [...counts].map(([group, value]) => ({ labels: { group }, value }));
};
