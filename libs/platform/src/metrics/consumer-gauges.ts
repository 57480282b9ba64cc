import type { EventLog, EventLogStrategy, Parking, PartitionLag } from '@ml-connector/event-log';
import type { Clock } from '@ml-connector/kernel';
import { Counter, type Registry } from 'prom-client';
import { type Measured, measuredGauge, STORE_GAUGE_MS } from './measured-gauge.js';

const PAGE = 1_000;
/** More are counted as this many. */
const MOST_PAGES = 10;

export interface ConsumerGaugePorts {
  readonly metrics: Registry;
  readonly parking: Pick<Parking, 'parkedKeys'>;
  readonly log: Pick<EventLog, 'read'>;
  readonly clock: Clock;
}

/** How far the consumers of this process are behind, and what was set aside. */
export const consumerGauges = (
  ports: ConsumerGaugePorts,
  consumers: readonly EventLogStrategy[],
): void => {
  if (consumers.length === 0) return;
  const { metrics, parking } = ports;
  measuredGauge(metrics, {
    name: 'ml_connector_consumer_lag_events',
    help: 'Events that wait for a consumer group, in the partitions of this process.',
    labelNames: ['group', 'topic'],
    goodForMs: STORE_GAUGE_MS,
    measure: async () => (await Promise.all(consumers.map(lagOf))).flat(),
  });
  measuredGauge(metrics, {
    name: 'ml_connector_consumer_oldest_event_seconds',
    help: 'Age of the oldest event that waits for a consumer group, in the partitions of this process; 0 where none waits.',
    labelNames: ['group', 'topic'],
    goodForMs: STORE_GAUGE_MS,
    measure: async () =>
      (await Promise.all(consumers.map((consumer) => oldestOf(ports, consumer)))).flat(),
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

const oldestOf = async (
  ports: ConsumerGaugePorts,
  consumer: EventLogStrategy,
): Promise<readonly Measured[]> => {
  const byTopic = new Map<string, number>();
  for (const lag of await consumer.lag())
    byTopic.set(lag.topic, Math.max(byTopic.get(lag.topic) ?? 0, await ageOfFirst(ports, lag)));
  const { group } = consumer;
  return [...byTopic].map(([topic, value]) => ({ labels: { group, topic }, value }));
};

/** In seconds. */
const ageOfFirst = async (
  { log, clock }: ConsumerGaugePorts,
  { topic, partition, next, lag }: PartitionLag,
): Promise<number> => {
  const [first] = lag > 0 ? await log.read(topic, partition, next, 1) : [];
  return first ? Math.max(0, clock.now() - first.appendedAt) / 1_000 : 0;
};

/** Counts how often partitions were shared out among the processes. @returns what is told of each time. */
export const countRebalances = (metrics: Registry): ((group: string) => void) => {
  const counter = new Counter({
    name: 'ml_connector_consumer_rebalances_total',
    help: 'Times that the partitions of a consumer group were shared out anew among its processes.',
    labelNames: ['group'],
    registers: [metrics],
  });
  return (group) => counter.inc({ group });
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
