import type { Envelope } from '@ml-connector/contracts';
import type { BenchPart } from '../bench-part.js';
import { alternate, perSecond } from '../measure/alternate.js';
import type { Spread } from '../measure/spread.js';
import { inTemporaryDirectory } from '../processes/temporary-directory.js';
import { openBareLoop } from './bare-loop.js';
import { type MappingWorld, openMapping } from './mapping-world.js';
import { observedOrders } from './observed-orders.js';
import { append, prepare } from './prepare-mapping.js';

const ORDERS = 5_000;
const ROUNDS = 4;

/** From events in the log to postings that are ready: an order becomes an invoice, and a payment that waits for it. */
export const mappingPart: BenchPart = {
  name: 'mapping',
  title: `${ORDERS} OrderObserved a round, ${ROUNDS} rounds, from the append to the invoice that is ready, in this process`,
  run: () =>
    inTemporaryDirectory(async (directory) => {
      const world = await openMapping(directory);
      const bare = openBareLoop(directory);
      try {
        const { product, bare: measured } = await measureMapping(world, ORDERS, bare.run);
        return [
          {
            what: 'events mapped/s, append to ready',
            unit: '/s',
            measured: product,
            baseline: { what: 'JSON.parse and one bulk insert', measured },
            goal: '>= 5,000',
          },
        ];
      } finally {
        await world.close();
        bare.close();
      }
    }),
};

/** Events mapped a second, in turn with what `bare` does with the same events as text. */
export const measureMapping = async (
  world: MappingWorld,
  orders: number,
  bare: (records: readonly string[]) => Promise<void> | void,
): Promise<Readonly<Record<'bare' | 'product', Spread>>> => {
  let ready = await prepare(world);
  let firstId = 10_000;
  const nextEvents = async (): Promise<readonly Envelope[]> => {
    firstId += orders;
    const { connectionId, ports } = world;
    return observedOrders(ports.vault, connectionId, { firstId, count: orders });
  };
  return alternate(
    {
      bare: async () => {
        const records = (await nextEvents()).map((event) => JSON.stringify(event));
        return perSecond(orders, () => bare(records));
      },
      product: async () => {
        const events = await nextEvents();
        ready += orders;
        return perSecond(orders, async () => {
          await append(world, events);
          await world.untilReady(ready);
        });
      },
    },
    ROUNDS,
  );
};
