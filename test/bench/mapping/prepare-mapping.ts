import { TOPICS, type Envelope } from '@ml-connector/contracts';
import { publishEvents } from '@ml-connector/event-log';
import type { MappingWorld } from './mapping-world.js';
import { observedOrders } from './observed-orders.js';

const AT_ONCE = 500;
/** Each of the captured orders once. */
export const FIRST_ORDERS = 24;
/** The first of their ids. */
export const FIRST_ID = 1_000;

export const append = async (
  { ports }: MappingWorld,
  events: readonly Envelope[],
): Promise<void> => {
  for (let start = 0; start < events.length; start += AT_ONCE)
    await publishEvents(ports.log, TOPICS.orders, events.slice(start, start + AT_ONCE));
};

/** Maps each of the captured orders once, so that their customers and items stand. @returns how many postings are ready when the first orders have their customers and items. */
export const prepare = async (world: MappingWorld): Promise<number> => {
  const { connectionId, ports, postings } = world;
  const firstId = FIRST_ID;
  await append(
    world,
    await observedOrders(ports.vault, connectionId, { firstId, count: FIRST_ORDERS }),
  );
  const isDone = async (): Promise<boolean> => {
    await world.postLists();
    const { items } = await postings.list({ connectionId, kind: 'invoice', limit: 1_000 });
    return (
      items.length === FIRST_ORDERS && items.every(({ value: { state } }) => state === 'ready')
    );
  };
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 100));
  return (await postings.countByState(connectionId)).ready;
};
