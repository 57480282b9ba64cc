import { setTimeout as sleep } from 'node:timers/promises';

import type { StoreSimulator } from '../simulators/store/store-simulator.js';
import type { WooOrder } from '../simulators/store/woo-order.js';
import type { UpdateReport } from '../simulators/web-connector/index.js';
import { eventually } from './eventually.js';
import type { ApiPosting, ProductApi } from './product-api.js';
import type { Shop } from './shop.js';

const WITHIN_MS = 30_000;
const MOST_UPDATES = 40;

/** Sells, delivers the webhooks, and waits until the product has decided about every order that was sold. */
export const sellAndWaitMapped = async (
  api: ProductApi,
  shop: Shop,
  sell: (store: StoreSimulator) => readonly WooOrder[],
): Promise<readonly WooOrder[]> => {
  const sold = sell(shop.store);
  await shop.store.deliver();
  await untilMapped(api, shop);
  return sold;
};

/** Waits until every order of the shop that was paid for has a posting: the product knows of it. */
export const untilMapped = async (
  api: ProductApi,
  { id, store }: Pick<Shop, 'id' | 'store'>,
): Promise<void> => {
  const paid = store
    .ledger()
    .orders.filter(
      ({ status, total }) => ['processing', 'completed', 'refunded'].includes(status) && total > 0,
    );
  await eventually(
    async () => {
      const known = new Set(
        (await api.postings(id))
          .filter(({ source }) => source.type === 'order')
          .map(({ source }) => source.id),
      );
      const missing = paid.filter((order) => !known.has(String(order.id)));
      if (missing.length > 0)
        throw new Error(`Not known yet: ${missing.map(({ number }) => number).join(', ')}.`);
    },
    { within: WITHIN_MS, every: 150 },
  );
};

/**
 * Runs updates as Auto-Run would, until one finds nothing to do and nothing of the connection is under way any more.
 * @returns every update's report.
 */
export const updateUntilDone = async <Report extends EndedUpdate = UpdateReport>(
  api: Pick<ProductApi, 'postings'>,
  { id }: Pick<Shop, 'id'>,
  connector: { runUpdate(): Promise<Report> },
): Promise<readonly Report[]> => {
  const reports: Report[] = [];
  for (let update = 0; update < MOST_UPDATES; update += 1) {
    const report = await connector.runUpdate();
    reports.push(report);
    if (report.outcome === 'bad-login') throw new Error('The product refused the login.');
    if (report.outcome === 'no-work' && (await isAtRest(api, id))) return reports;
    await sleep(report.outcome === 'done' ? 50 : 400);
  }
  const open = underWay(await api.postings(id));
  throw new Error(
    `${MOST_UPDATES} updates, and still something to do: ${JSON.stringify({
      outcomes: reports.map(outcomeOf).slice(-5),
      open: open.map(({ id: posting, state }) => `${posting} ${state}`).slice(0, 10),
    })}`,
  );
};

/** What is looked at of an update's report. */
type EndedUpdate = Pick<UpdateReport, 'status'> & {
  readonly outcome: string;
  readonly exchanges?: UpdateReport['exchanges'];
};

const outcomeOf = ({ outcome, status, exchanges }: EndedUpdate): string =>
  [outcome, status, exchanges?.at(-1)?.message].filter(Boolean).join('; ');

const MOVING: ReadonlySet<string> = new Set(['ready', 'sent', 'in-doubt']);

const ENDS_BY_ITSELF: ReadonlySet<string> = new Set(['COMPANY_NOT_READ', 'PRODUCT_NOT_READ']);

/**
 * What goes on without a person: also what is held until mapping has read what the first session learnt or what the shop
 * answers, and what waits for such a posting or for one that stands already.
 */
const underWay = (postings: readonly ApiPosting[]): readonly ApiPosting[] => {
  const byId = new Map(postings.map((posting) => [posting.id, posting]));
  const goesOn = ({ state, reason, dependsOn }: ApiPosting): boolean =>
    MOVING.has(state) ||
    (state === 'held' && ENDS_BY_ITSELF.has(reason?.code ?? '')) ||
    (state === 'waiting' &&
      dependsOn.every((id) => {
        const before = byId.get(id);
        return before !== undefined && (before.state === 'posted' || goesOn(before));
      }));
  return postings.filter(goesOn);
};
const REST_MS = 250;

/** Nothing is under way, and a moment later nothing has changed. */
const isAtRest = async (
  api: Pick<ProductApi, 'postings'>,
  connectionId: string,
): Promise<boolean> => {
  const before = await api.postings(connectionId);
  if (underWay(before).length > 0) return false;
  await sleep(REST_MS);
  return picture(await api.postings(connectionId)) === picture(before);
};

const picture = (postings: readonly ApiPosting[]): string =>
  postings
    .map(({ id, state, revision }) => `${id} ${state} ${revision}`)
    .toSorted()
    .join();
