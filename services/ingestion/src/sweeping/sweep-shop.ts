import type { Connection, Sweep } from '@ml-connector/connections';
import { isAppError, isoTime } from '@ml-connector/kernel';
import type { StoreClient } from '@ml-connector/woocommerce';
import type { ModifiedPosition } from '../reading/modified-since.js';
import type { Reading } from '../reading/reading.js';
import type { ReadingProblem } from '../reading/reading-problem.js';
import { ensureWebhooks } from './ensure-webhooks.js';
import { learnFacts } from './learn-facts.js';
import { sweepCustomers } from './sweep-customers.js';
import {
  changeSweep,
  forgetUnreadable,
  loadSweep,
  problemOf,
  withProblems,
} from './sweep-document.js';
import { later, sweepOrders, sweepStart } from './sweep-orders.js';
import type { SweepingPorts } from './sweeping-ports.js';

/** Where the readings of a shop stopped for others to have their turn; kept in memory, found again from the cursors. */
export interface SweepPositions {
  orders?: ModifiedPosition;
  trash?: ModifiedPosition;
}

const MAX_PAGES = 20;
const DAY_MS = 24 * 3_600_000;
const WEBHOOKS_MS = 15 * 60_000;

/**
 * Finds what no webhook told: what the shop says of itself, orders by date of modification, the trash, all customers
 * once a day; and mends our webhooks. Each cursor is stored after the append, so a crash at any point only repeats.
 * @returns whether there is more to read at once.
 * @throws AppError SHOP_*, LOG_UNAVAILABLE, STORE_UNAVAILABLE.
 */
export const sweepShop = async (
  ports: SweepingPorts,
  shop: {
    readonly connection: Connection;
    readonly client: StoreClient;
    readonly positions: SweepPositions;
  },
): Promise<'done' | 'more'> => {
  const { connection, client, positions } = shop;
  const problems: ReadingProblem[] = [];
  const reading: Reading = {
    connectionId: connection.id,
    client,
    by: 'sweep',
    causationId: 'sweep',
    tellAgain: false,
    onProblem: (problem) => problems.push(problem),
  };
  const sweep = await loadSweep(ports.store, connection.id);
  const factsProblem = isDue(sweep.factsLearntAt, DAY_MS, ports.clock.now())
    ? await tryLearnFacts(ports, connection, client)
    : null;
  const orders = await readOrders(ports, reading, { connection, sweep, positions, trash: false });
  const trash = await readOrders(ports, reading, { connection, sweep, positions, trash: true });
  const customers = isDue(sweep.customersReadAt, DAY_MS, ports.clock.now())
    ? await sweepCustomers(ports, reading, { from: sweep.customersPage ?? 1, maxPages: MAX_PAGES })
    : 'done';
  if (isDue(sweep.webhooks.checkedAt, WEBHOOKS_MS, ports.clock.now()))
    await ensureWebhooks(ports, connection.id, client);
  for (const problem of problems) ports.signals.unreadable(connection.id, problem);
  await changeSweep(ports.store, connection.id, ({ unreadable }) => ({
    lastRunAt: isoTime(ports.clock.now()),
    failures: 0,
    lastError: factsProblem,
    unreadable: withProblems(unreadable, problems),
  }));
  return [orders, trash, customers].includes('more') ? 'more' : 'done';
};

/** Notes for people that a sweep failed. @returns how many did in a row. */
export const noteFailure = async (
  ports: Pick<SweepingPorts, 'store' | 'clock'>,
  connectionId: string,
  error: unknown,
): Promise<number> => {
  const lastError = problemOf(error, ports.clock.now());
  const sweep = await changeSweep(ports.store, connectionId, ({ failures }) => ({
    failures: failures + 1,
    lastError,
  }));
  return sweep.failures;
};

/** A key that may not read the settings may still read orders; a person is told, and what needs the facts is held. */
const tryLearnFacts = async (
  ports: SweepingPorts,
  connection: Connection,
  client: StoreClient,
): Promise<Sweep['lastError']> => {
  try {
    await learnFacts(ports, connection, client);
    return null;
  } catch (error) {
    if (!isAppError(error) || error.retryable) throw error;
    ports.signals.shopFailed(connection.id, 'facts', error);
    return problemOf(error, ports.clock.now());
  }
};

const isDue = (last: string | null, everyMs: number, now: number): boolean =>
  last === null || now - Date.parse(last) >= everyMs;

const readOrders = async (
  ports: SweepingPorts,
  reading: Reading,
  of: {
    readonly connection: Connection;
    readonly sweep: Sweep;
    readonly positions: SweepPositions;
    readonly trash: boolean;
  },
): Promise<'done' | 'more'> => {
  const { connection, sweep, positions, trash } = of;
  const field = trash ? 'trashCursor' : 'cursor';
  const slot = trash ? 'trash' : 'orders';
  const start = sweepStart(sweep[field], connection.rules.goLive, ports.clock.now());
  const rest = await sweepOrders(
    {
      ports,
      reading,
      lanes: ports.lanes,
      ...(trash ? { statuses: ['trash'] } : {}),
      maxPages: MAX_PAGES,
      onPage: async ({ newest, events, orderIds }) => {
        ports.signals.observed('sweep', events);
        await forgetUnreadable(ports.store, connection.id, orderIds);
        if (later(sweep[field], newest) === sweep[field]) return;
        await changeSweep(ports.store, connection.id, (now) => ({
          [field]: later(now[field], newest),
        }));
        await ports.failpoint('poll.watermark');
      },
    },
    positions[slot] ?? start,
  );
  if (rest === null) delete positions[slot];
  else positions[slot] = rest;
  return rest === null ? 'done' : 'more';
};
