import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fillCompany } from './company-lists.features.js';
import { type ConsoleProcess, GO_LIVE, startConsole } from './console-process.features.js';
import { postingsOf } from './order-story.features.js';

const folder = join(import.meta.dirname, '../../../test/fixtures/woocommerce/rest');
const captured = z.object({
  body: z.looseObject({
    id: z.number(),
    order_key: z.string(),
    total: z.string(),
    currency: z.string(),
  }),
});

/** Every capture of one order. */
const orders = readdirSync(folder)
  .toSorted()
  .flatMap((file) => {
    const found = captured.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    return found.success ? [{ file, order: found.data.body }] : [];
  });

const preview = z.object({
  documents: z.array(
    z.object({
      kind: z.string(),
      total: z.string().nullable(),
      lines: z.array(z.object({ amount: z.string() })),
      qbxml: z.string().nullable(),
    }),
  ),
  held: z.array(z.object({ code: z.string(), fix: z.string().min(10) })),
  skipped: z.string().nullable(),
});

let product: ConsoleProcess;
let path: string;
let connectionId: string;
beforeAll(async () => {
  product = await startConsole();
  connectionId = (await product.connect()).id;
  path = `/api/connections/${connectionId}`;
  const rules = { goLive: GO_LIVE, homeCurrency: 'EUR', unknownProduct: 'create' };
  await product.call('put', `${path}/rules`).set('If-Match', '*').send(rules).expect(200);
  await fillCompany(product.ports, connectionId);
});
afterAll(() => product.close());

const cents = (text: string): number => Math.round(Number(text) * 100);

describe('POST …/preview', () => {
  it('is asked for every captured order', () => {
    expect(orders.length).toBeGreaterThan(40);
  });

  it.each(orders)('shows what $file would become, or why not', async ({ order }) => {
    const { status, body } = await product.call('post', `${path}/preview`).send({ order });
    expect(status).toBe(200);
    const { documents, held, skipped } = preview.parse(body);
    const sale = documents.find(({ kind }) => kind === 'invoice');
    const outcome = skipped !== null ? 'nothing' : sale?.qbxml ? 'posted' : 'held';
    const sum = (sale?.lines ?? []).reduce((all, { amount }) => all + cents(amount), 0);
    const shown = { total: sale?.total, sum, isHeld: held.length > 0 };
    const wanted = { total: order.total, sum: cents(order.total), isHeld: false };
    expect(outcome === 'posted' ? shown : { outcome, reasons: held.length > 0 }).toEqual(
      outcome === 'posted' ? wanted : { outcome, reasons: outcome === 'held' },
    );
    expect(outcome === 'held').toBe(outcome !== 'nothing' && order.currency !== 'EUR');
  });

  it('plans nothing', async () => {
    const { items } = await postingsOf(product.ports).list({ connectionId, limit: 10 });
    expect(items).toEqual([]);
  });
});
