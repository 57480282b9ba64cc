import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchPart } from '../bench-part.js';
import { spreadOf } from '../measure/spread.js';
import { makeConnection } from '../processes/bench-connection.js';
import { cpuSeconds, residentMegabytes, untilIdle } from '../processes/process-cost.js';
import { startChild } from '../processes/start-child.js';
import { startService } from '../processes/start-service.js';
import { inTemporaryDirectory } from '../processes/temporary-directory.js';

const LOOKS = 3;
const LOOK_MS = 10_000;
const SHARE = 100;

/** What the product costs while nothing happens. */
export const restPart: BenchPart = {
  name: 'rest',
  title: `one connection, nothing to do, ${(LOOKS * LOOK_MS) / 1000} s`,
  run: () =>
    inTemporaryDirectory(async (directory) => {
      const product = await startService('standalone', directory);
      const bare = startChild('rest/bare-server.child');
      try {
        await makeConnection(product.url);
        await bare.ask({});
        await untilIdle(product.pid);
        const looks: Look[] = [];
        for (let look = 0; look < LOOKS; look += 1) looks.push(await lookAt(product.pid, bare.pid));
        const of = (value: (look: Look) => number) => spreadOf(looks.map(value));
        return [
          {
            what: 'resident memory',
            unit: 'MB',
            measured: of(({ product: { megabytes } }) => megabytes),
            baseline: { what: 'bare node:http', measured: of((look) => look.bare.megabytes) },
            goal: '< 150',
          },
          {
            what: 'CPU, percent of a core',
            unit: '%',
            measured: of(({ product: { percent } }) => percent),
            baseline: { what: 'bare node:http', measured: of((look) => look.bare.percent) },
            goal: '< 1',
          },
        ];
      } finally {
        await Promise.all([product.stop(), bare.stop()]);
      }
    }),
};

interface Cost {
  readonly megabytes: number;
  readonly percent: number;
}

interface Look {
  readonly product: Cost;
  readonly bare: Cost;
}

const lookAt = async (product: number, bare: number): Promise<Look> => {
  const before = { product: cpuSeconds(product), bare: cpuSeconds(bare) };
  await sleep(LOOK_MS);
  const cost = (pid: number, seconds: number): Cost => ({
    megabytes: residentMegabytes(pid),
    percent: ((cpuSeconds(pid) - seconds) / (LOOK_MS / 1000)) * SHARE,
  });
  return { product: cost(product, before.product), bare: cost(bare, before.bare) };
};
