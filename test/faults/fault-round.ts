import { setTimeout as sleep } from 'node:timers/promises';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkBooks } from '../harness/books-checker.js';
import { readEvents } from '../harness/event-log-file.js';
import { sellAndWaitMapped, untilMapped, updateUntilDone } from '../harness/flow.js';
import { sellNews } from '../harness/kill-round.js';
import { agentOf, type Shop } from '../harness/shop.js';
import { judge } from '../harness/verdict.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';

export const ACTIONS = ['kill', 'throw', 'hang', 'drop', 'dup'] as const;
export type Action = (typeof ACTIONS)[number];

/** What happens where, at which passing of an update with new orders. */
export interface Fault {
  readonly point: string;
  readonly action: Action;
  readonly nth: number;
}

/** What a round showed: no wrongs if the shop, the books and the log agree. */
export interface FaultResult {
  readonly hasActed: boolean;
  readonly wrongs: readonly string[];
}

/** Longer than the Web Connector waits, and than a session lives: another update works while the call still hangs. */
const HANG_MS = 6_000;
const PATIENCE_MS = 4_000;
const MOST_UPDATES = 6;

/** A world whose failpoints are armed by a file; one commit per write, so that nothing hides in a shared one. */
export const startFaultWorld = async (
  directory: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<FaultWorld> => {
  const file = join(directory, 'failpoints');
  writeFileSync(file, '');
  const world = await startWorld({
    environment: {
      ...environment,
      ML_COMMIT_EACH: 'true',
      ML_SESSION_IDLE_SECONDS: '1',
      ML_FAILPOINTS: `@${file}`,
    },
  });
  const arm = (text: string): void => writeFileSync(file, text);
  const shop = onlyShop(world);
  await sellAndWaitMapped(world.api, shop, (store) => store.sell(1));
  await updateUntilDone(world.api, shop, shop.connector);
  return { world, arm };
};

export interface FaultWorld {
  readonly world: World;
  readonly arm: (text: string) => void;
}

/**
 * One round: the shop sells, one thing breaks during the updates that follow, then updates run until nothing is left to
 * do, and three witnesses are asked.
 */
export const faultRound = async (
  { world, arm }: FaultWorld,
  { point, action, nth }: Fault,
): Promise<FaultResult> => {
  const shop = onlyShop(world);
  await sellAndWaitMapped(world.api, shop, (store) => [...store.sell(1), sellNews(store)]);
  if (point === 'gw.resolved') await loseAnswer(shop);
  const process = world.product();
  const written = process.output().length;
  arm(`${point}:${action}${action === 'hang' ? `=${HANG_MS}` : ''}@${nth}`);
  const agent = agentOf(shop, action === 'hang' ? { timeoutMs: PATIENCE_MS } : {});
  const hasActed = (): boolean => process.output().slice(written).includes(`failpoint ${point}:`);
  for (let update = 0; update < MOST_UPDATES && !hasActed(); update += 1) {
    await agent.runUpdate();
    if (!hasActed()) await sleep(300);
  }
  arm('');
  if (action === 'kill') {
    await process.kill();
    await world.restart();
  }
  await untilMapped(world.api, shop);
  await updateUntilDone(world.api, shop, shop.connector);
  // What hangs has woken meanwhile, and meets a world that has gone on.
  if (action === 'hang') {
    await sleep(HANG_MS);
    await updateUntilDone(world.api, shop, shop.connector);
  }
  return { hasActed: hasActed(), wrongs: wrongsOf(world, shop) };
};

/** A set was executed, its answer is lost and QuickBooks has forgotten the set: only looking helps. */
const loseAnswer = async (shop: Shop): Promise<void> => {
  const lost = { yet: false };
  shop.connector.onStep((step) => {
    if (lost.yet || step.name !== 'processRequest' || step.phase !== 'after') return undefined;
    if (!step.request?.includes('InvoiceAddRq')) return undefined;
    lost.yet = true;
    return 'vanish';
  });
  for (let update = 0; update < MOST_UPDATES && !lost.yet; update += 1) {
    await shop.connector.runUpdate();
    if (!lost.yet) await sleep(300);
  }
  shop.connector.onStep(undefined);
  shop.company.forgetMessageSets();
};

/** What shop, books and log say against each other. */
export const wrongsOf = (world: World, shop: Shop): readonly string[] => {
  const { store, company } = shop;
  const { faults } = judge({
    orders: store.ledger().orders,
    documents: company.inspect.documents(),
    journal: company.inspect.journal(),
    deleted: company.inspect.deletions().map(({ id }) => id),
    events: readEvents(world.dataDirectory),
  });
  return [...checkBooks(shop), ...faults];
};
