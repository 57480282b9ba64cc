import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchPart, Figure } from '../bench-part.js';
import { spreadOf } from '../measure/spread.js';
import { cpuSeconds } from '../processes/process-cost.js';
import { makeConnection } from '../processes/bench-connection.js';
import { SERVICES } from '../../harness/cluster.js';
import { inCluster } from './bench-cluster.js';

const SETTLE_MS = 15_000;
const LOOK_MS = 10_000;
const ROUNDS = 5;

/** What a process of each service costs while nothing happens. */
export const kafkaIdlePart: BenchPart = {
  name: 'kafka-idle',
  title: `CPU of each service at rest, ${ROUNDS} times ${LOOK_MS / 1_000} s`,
  needsStack: true,
  run: () =>
    inCluster(async (cluster) => {
      await makeConnection(cluster.url);
      await sleep(SETTLE_MS);
      const shares = new Map<string, number[]>(SERVICES.map((service) => [service, []]));
      const used = () =>
        SERVICES.map((service) => cpuSeconds(cluster.replicas(service)[0]?.pid ?? 0));
      for (let round = 0; round < ROUNDS; round += 1) {
        const before = used();
        await sleep(LOOK_MS);
        for (const [index, seconds] of used().entries())
          shares
            .get(SERVICES[index] ?? '')
            ?.push(((seconds - (before[index] ?? 0)) * 100_000) / LOOK_MS);
      }
      return [...shares].map(([service, values]): Figure => ({
        what: `CPU at rest, ${service}`,
        unit: '%',
        measured: spreadOf(values),
        goal: '< 1',
      }));
    }),
};
