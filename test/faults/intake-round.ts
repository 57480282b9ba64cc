import { setTimeout as sleep } from 'node:timers/promises';

import { eventually } from '../harness/eventually.js';
import { untilMapped, updateUntilDone } from '../harness/flow.js';
import { sellNews } from '../harness/kill-round.js';
import { onlyShop } from '../harness/world.js';
import { wrongsOf, type Fault, type FaultResult, type FaultWorld } from './fault-round.js';

const HANG_MS = 3_000;
const ACTS_WITHIN_MS = 20_000;

/**
 * One round before the gateway: something breaks while an order is taken in, decided or chained. The next sweep, or what
 * was durable already, brings it into the books all the same.
 */
export const intakeRound = async (
  { world, arm }: FaultWorld,
  { point, action, nth }: Fault,
): Promise<FaultResult> => {
  const shop = onlyShop(world);
  const process = world.product();
  const written = process.output().length;
  const hasActed = (): boolean => process.output().slice(written).includes(`failpoint ${point}:`);
  // What a sweep finds is told by nobody.
  shop.store.setDelivery(!point.startsWith('poll.'));
  arm(`${point}:${action}${action === 'hang' ? `=${HANG_MS}` : ''}@${nth}`);
  shop.store.sell(1);
  sellNews(shop.store);
  const delivered = shop.store.deliver();
  await eventually(
    () => {
      if (!hasActed()) throw new Error(`Nothing passed ${point}.`);
    },
    { within: ACTS_WITHIN_MS },
  );
  arm('');
  if (action === 'kill') {
    await process.kill();
    await world.restart();
  }
  await delivered;
  if (action === 'hang') await sleep(HANG_MS);
  await untilMapped(world.api, shop);
  await updateUntilDone(world.api, shop, shop.connector);
  return { hasActed: hasActed(), wrongs: wrongsOf(world, shop) };
};
