import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventually } from '../harness/eventually.js';
import { sellAndWaitMapped, updateUntilDone } from '../harness/flow.js';
import { WORKSPACE_ROOT } from '../harness/product-process.js';
import { onlyShop, startWorld, type World } from '../harness/world.js';

interface Row {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
}

const rows: readonly Row[] = [
  ...readFileSync(join(WORKSPACE_ROOT, 'docs/metrics.md'), 'utf8').matchAll(
    /^\| `(ml_connector_\w+)` +\| (\w+) +\| (.+?) +\| .+\|$/gm,
  ),
].map(([, name = '', type = '', labels = '']) => ({
  name,
  type,
  labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label).toSorted(),
}));

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const scrape = async (): Promise<string> => {
  const response = await fetch(`${world.product().url}/metrics`);
  expect(response.status).toBe(200);
  return response.text();
};

/** The sum over the series of a metric that have these labels. */
const figure = (text: string, name: string, labels: Readonly<Record<string, string>>): number => {
  const series = [...text.matchAll(/^(ml_connector_\w+)(?:\{(.*)\})? ([\d.e+-]+)$/gm)].filter(
    ([, found, shown = '']) =>
      found === name &&
      Object.entries(labels).every(([label, value]) => shown.includes(`${label}="${value}"`)),
  );
  return series.reduce((sum, [, , , value]) => sum + Number(value), 0);
};

describe('docs/metrics.md', () => {
  it('names the metrics that a running product shows, with their types, and no other', async () => {
    const shown = [...(await scrape()).matchAll(/^# TYPE (ml_connector_\w+) (\w+)$/gm)].map(
      ([, name, type]) => `${name} ${type}`,
    );
    expect(rows.map(({ name, type }) => `${name} ${type}`).toSorted()).toEqual(shown.toSorted());
  });

  it('names their labels', async () => {
    const shop = onlyShop(world);
    await sellAndWaitMapped(world.api, shop, (store) => store.sellCaptured());
    const text = await scrape();
    const labelsOf = new Map<string, readonly string[]>();
    for (const [, name = '', labels = ''] of text.matchAll(/^(ml_connector_\w+)\{(.+)\} /gm))
      labelsOf.set(
        name.replace(/_(?:bucket|sum|count)$/, ''),
        [...labels.matchAll(/(\w+)="/g)]
          .map(([, label = '']) => label)
          .filter((label) => label !== 'le')
          .toSorted(),
      );
    const named = rows.filter(({ name }) => labelsOf.has(name));
    expect(named.map(({ name }) => [name, labelsOf.get(name)])).toEqual(
      named.map(({ name, labels }) => [name, labels]),
    );
    expect(labelsOf.size).toBeGreaterThan(5);
  });
});

describe('the figures', () => {
  it('follow documents on their way into the books', async () => {
    const shop = onlyShop(world);
    const before = await eventually(
      async () => {
        const text = await scrape();
        expect(figure(text, 'ml_connector_open_postings', {})).toBeGreaterThan(5);
        return text;
      },
      { within: 20_000 },
    );
    expect(figure(before, 'ml_connector_posting_events_total', { event: 'PostingPosted' })).toBe(0);
    expect(figure(before, 'ml_connector_observations_total', { by: 'webhook' })).toBeGreaterThan(5);
    expect(figure(before, 'ml_connector_oldest_open_posting_seconds', {})).toBeGreaterThan(0);

    await updateUntilDone(world.api, shop, shop.connector);
    const invoices = shop.company.inspect.documents('Invoice').length;
    const after = await scrape();
    expect(invoices).toBeGreaterThan(3);
    expect(
      figure(after, 'ml_connector_posting_events_total', {
        event: 'PostingPosted',
        kind: 'invoice',
      }),
    ).toBe(invoices);
    expect(figure(after, 'ml_connector_posting_seconds_count', { kind: 'invoice' })).toBe(invoices);
    expect(figure(after, 'ml_connector_parked_keys', {})).toBe(0);
    await eventually(
      async () => {
        const text = await scrape();
        expect(figure(text, 'ml_connector_open_postings', { state: 'ready' })).toBe(0);
        expect(figure(text, 'ml_connector_consumer_lag_events', {})).toBe(0);
      },
      { within: 20_000, every: 1_000 },
    );
  });
});
