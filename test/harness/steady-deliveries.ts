import { setTimeout as sleep } from 'node:timers/promises';

import type { Shop } from './shop.js';

export interface SteadyReport {
  readonly sent: number;
  /** Of them, orders that were told for the first time. */
  readonly first: number;
  /** Answers other than 200, or none, by how often they came. */
  readonly refused: Readonly<Record<string, number>>;
  readonly seconds: number;
}

export interface SteadyDeliveries {
  /** Sends no more, waits for what is on its way. */
  stop(): Promise<SteadyReport>;
}

const TICK_MS = 50;
/** Shops wait for answers, too: where these do not keep up, no more are sent, and the report says what rate was reached. */
const MOST_UNDER_WAY = 100;
/** So many of a hundred deliveries tell a new order; the others tell one again, as a shop's repeats and updates do. */
const FIRST_OF_HUNDRED = 10;

/** Delivers at a steady rate, in turn for each shop, or as fast as the answers let it. */
export const startDeliveries = (
  shops: readonly Shop[],
  { perSecond }: { readonly perSecond: number },
): SteadyDeliveries => {
  const startedAt = Date.now();
  const underWay = new Set<Promise<void>>();
  const selling = new Set<Shop>();
  const refused: Record<string, number> = {};
  const stopping = new AbortController();
  let [sent, first] = [0, 0];

  const note = (answer: number | null): void => {
    if (answer !== 200) refused[String(answer)] = (refused[String(answer)] ?? 0) + 1;
  };
  const sendOne = async (shop: Shop, isFirst: boolean): Promise<void> => {
    // A shop tells what is new one after the other: another one would only wait in its queue.
    if ((!isFirst || selling.has(shop)) && (await repeat(shop, note))) return;
    selling.add(shop);
    shop.store.sell(1);
    const told = await shop.store.deliver().finally(() => selling.delete(shop));
    first += 1;
    for (const { answered } of told) note(answered);
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const due = ((Date.now() - startedAt) / 1_000) * perSecond;
      for (; sent < due && underWay.size < MOST_UNDER_WAY; sent += 1) {
        const shop = shops[sent % shops.length];
        if (!shop) return;
        const one = sendOne(shop, (sent * 7) % 100 < FIRST_OF_HUNDRED).finally(() =>
          underWay.delete(one),
        );
        underWay.add(one);
      }
      await sleep(TICK_MS);
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
      const seconds = (Date.now() - startedAt) / 1_000;
      await Promise.all(underWay);
      return { sent, first, refused, seconds };
    },
  };
};

/** @returns whether there was something to repeat. */
const repeat = async (
  { store, connection }: Shop,
  note: (answer: number | null) => void,
): Promise<boolean> => {
  const known = store.state.sent.filter(({ answered }) => answered === 200);
  const delivery = known[Math.floor(Math.random() * known.length)];
  if (!delivery) return false;
  try {
    const response = await fetch(connection.webhook.url, {
      method: 'POST',
      headers: { ...delivery.headers },
      body: delivery.body,
    });
    await response.arrayBuffer();
    note(response.status);
  } catch {
    note(null);
  }
  return true;
};
