import { setTimeout as sleep } from 'node:timers/promises';

import type { Shop } from './shop.js';

export interface LastingReport {
  /** How updates ended, by how often. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** What was said of those that failed. */
  readonly failures: readonly string[];
}

export interface LastingUpdates {
  /** Sessions that are open: logged in, and not said goodbye. */
  open(): number;
  stop(): Promise<LastingReport>;
}

/** How long QuickBooks takes for each set: a session stays open over it. */
const QUICKBOOKS_MS = 700;
const BETWEEN_MS = 100;

/** The Web Connector of every shop runs one update after the other. */
export const startUpdates = (shops: readonly Shop[]): LastingUpdates => {
  const outcomes: Record<string, number> = {};
  const failures: string[] = [];
  const open = new Set<Shop>();
  const stopping = new AbortController();
  const run = async (shop: Shop): Promise<void> => {
    shop.connector.onStep(async ({ name, phase }) => {
      if (name === 'sendRequestXML' && phase === 'before') open.add(shop);
      if (name === 'processRequest' && phase === 'before') await sleep(QUICKBOOKS_MS);
    });
    while (!stopping.signal.aborted) {
      const report = await shop.connector.runUpdate();
      open.delete(shop);
      outcomes[report.outcome] = (outcomes[report.outcome] ?? 0) + 1;
      if (report.outcome === 'failed') failures.push(`${report.code ?? ''} ${report.status}`);
      await sleep(BETWEEN_MS);
    }
    shop.connector.onStep(undefined);
  };
  const running = Promise.all(shops.map(run));
  return {
    open: () => open.size,
    async stop() {
      stopping.abort();
      await running;
      return { outcomes, failures };
    },
  };
};
