import { givenStack } from '../../harness/stack.js';
import type { BenchPart } from '../bench-part.js';
import { measureMapping } from '../mapping/mapping-part.js';
import { openMapping } from '../mapping/mapping-world.js';
import { inTemporaryDirectory } from '../processes/temporary-directory.js';
import { openBareDrivers } from './bare-drivers.js';

const ORDERS = 2_000;

/** As the part `mapping`, over Kafka and the database. */
export const kafkaMappingPart: BenchPart = {
  name: 'kafka-mapping',
  title: `${ORDERS} OrderObserved a round, from the append to Kafka to the invoice that is ready in the database`,
  needsStack: true,
  run: () =>
    inTemporaryDirectory(async (directory) => {
      const stack = givenStack();
      const name = `bench-${process.pid}-${Date.now() % 1_000_000}`;
      const world = await openMapping(directory, {
        ML_MODE: 'distributed',
        ML_KAFKA_BROKERS: stack.brokers,
        ML_KAFKA_SINGLE_NODE: 'true',
        ML_KAFKA_PREFIX: `${name}.`,
        ML_MONGODB_URI: stack.mongodbUri,
        ML_MONGODB_DATABASE: name,
      });
      const bare = await openBareDrivers(stack);
      try {
        const { product, bare: measured } = await measureMapping(world, ORDERS, (records) =>
          bare.run(records),
        );
        return [
          {
            what: 'events mapped/s on Kafka and the database',
            unit: '/s',
            measured: product,
            baseline: { what: 'bare drivers, the same reads and writes', measured },
            goal: 'ratio >= 0.8',
          },
        ];
      } finally {
        await world.close();
        await bare.close();
      }
    }),
};
