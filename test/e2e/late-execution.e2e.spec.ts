import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { checkBooks } from '../harness/books-checker.js';
import { sellAndWaitMapped, updateUntilDone } from '../harness/flow.js';
import { agentOf, type Shop } from '../harness/shop.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';
import type { StepName, UpdateReport } from '../simulators/web-connector/index.js';

/** A login takes over where the other agent was silent for so long. */
const SILENT_MS = 2_000;

let world: World;
let shop: Shop;
beforeEach(async () => {
  world = await startWorld({
    environment: { ML_SESSION_IDLE_SECONDS: String(SILENT_MS / 1000) },
  });
  shop = onlyShop(world);
  await sellAndWaitMapped(world.api, shop, (store) => store.sell(2));
  await updateUntilDone(world.api, shop, shop.connector);
});
afterEach(() => world.close());

/** Runs the first agent until it holds a set with an invoice at this moment; there it freezes until it is thawed. */
const freezeAt = async (name: StepName, phase: 'before' | 'after') => {
  let thaw = (): void => {};
  let isFrozen = (): void => {};
  const thawed = new Promise<void>((resolve) => {
    thaw = resolve;
  });
  const frozen = new Promise<void>((resolve) => {
    isFrozen = resolve;
  });
  let hasFrozen = false;
  shop.connector.onStep(async (step) => {
    if (hasFrozen || step.name !== name || step.phase !== phase) return;
    if (!step.request?.includes('InvoiceAddRq')) return;
    hasFrozen = true;
    isFrozen();
    await thawed;
  });
  const update = shop.connector.runUpdate();
  await frozen;
  return {
    thaw: (): Promise<UpdateReport> => {
      thaw();
      return update;
    },
  };
};

const invoiceAdds = (status: 'done' | 'refused') =>
  shop.company.inspect
    .journal()
    .filter(
      (entry) =>
        entry.type === 'InvoiceAdd' &&
        !entry.repeated &&
        (entry.status === 0) === (status === 'done'),
    );

describe('a PC that freezes with a request in hand', () => {
  it.each([
    ['and whose memory of message sets is kept', false],
    ['and whose memory of message sets is lost', true],
  ])(
    '%s: another one posts, and what the first executes late is refused',
    async (_title, forgets) => {
      await sellAndWaitMapped(world.api, shop, (store) => store.sell(3));
      const frozen = await freezeAt('processRequest', 'before');
      await sleep(SILENT_MS);
      await updateUntilDone(world.api, shop, agentOf(shop));
      expect(checkBooks(shop)).toEqual([]);
      const posted = shop.company.inspect.counts();
      if (forgets) shop.company.forgetMessageSets();

      await frozen.thaw();

      expect(shop.company.inspect.counts()).toEqual(posted);
      await updateUntilDone(world.api, shop, agentOf(shop));
      expect(checkBooks(shop)).toEqual([]);
      expect(invoiceAdds('done')).toHaveLength(5);
    },
  );

  it('after QuickBooks has executed it: the other one finds the documents, and the late answer changes nothing', async () => {
    await sellAndWaitMapped(world.api, shop, (store) => store.sell(3));
    const frozen = await freezeAt('processRequest', 'after');
    const executed = shop.company.inspect.counts();
    shop.company.forgetMessageSets();
    await sleep(SILENT_MS);
    await updateUntilDone(world.api, shop, agentOf(shop));
    expect(checkBooks(shop)).toEqual([]);
    const report = await frozen.thaw();
    await updateUntilDone(world.api, shop, agentOf(shop));

    expect(executed['Invoice']).toBeGreaterThan(2);
    expect(report.outcome).not.toBe('done');
    expect(checkBooks(shop)).toEqual([]);
    expect(invoiceAdds('done')).toHaveLength(5);
  });
});
