import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine, type EmbeddedEngine } from '@ml-connector/embedded';
import { createEmbeddedEventLog, documentPositions } from '@ml-connector/event-log';
import { TOPICS } from '@ml-connector/contracts';
import { z } from 'zod';
import type { BenchPart, Figure } from '../bench-part.js';
import { alternate, perSecond } from '../measure/alternate.js';
import { inTemporaryDirectory } from '../processes/temporary-directory.js';
import { openBareStore } from './bare-store.js';

const WRITERS = 64;
const APPENDS = 6_400;
const BULK = 500;
const DOCUMENTS = 10_000;
const GETS = 20_000;
const RECORD_BYTES = 4_096;

const THINGS = {
  name: 'bench-things',
  schema: z.object({ shop: z.string(), number: z.int(), text: z.string() }),
  indexes: { byShop: ['shop', 'number'] },
} as const;

/** The embedded store and log by themselves, in this process. */
export const storePart: BenchPart = {
  name: 'store',
  title: `embedded store and log: ${WRITERS} writers at once, records of ${RECORD_BYTES} bytes, documents in bulks of ${BULK}`,
  run: () =>
    inTemporaryDirectory(async (directory) => {
      const grouped = await openEngine({ directory: join(directory, 'grouped') });
      const single = await openEngine({ directory: join(directory, 'single'), commitEach: true });
      const bare = openBareStore(join(directory, 'bare.sqlite'));
      try {
        return [...(await appends(grouped, single)), ...(await documents(grouped, bare))];
      } finally {
        bare.close();
        await Promise.all([grouped.close(), single.close()]);
      }
    }),
};

const appends = async (
  grouped: EmbeddedEngine,
  single: EmbeddedEngine,
): Promise<readonly Figure[]> => {
  const [many, each] = [await appender(grouped), await appender(single)];
  const result = await alternate({
    single: () => perSecond(APPENDS, () => inParallel(APPENDS, each)),
    grouped: () => perSecond(APPENDS, () => inParallel(APPENDS, many)),
    lonely: () =>
      perSecond(1_000, async () => {
        for (let index = 0; index < 1_000; index += 1) await many();
      }),
  });
  const baseline = { what: 'one commit per append', measured: result.single };
  return [
    { what: `appends/s, ${WRITERS} at once`, unit: '/s', measured: result.grouped, baseline },
    { what: 'appends/s, one after the other', unit: '/s', measured: result.lonely },
  ];
};

const appender = async (engine: EmbeddedEngine): Promise<() => Promise<unknown>> => {
  const positions = documentPositions(createEmbeddedDocumentStore(engine));
  const log = createEmbeddedEventLog(engine, { positions, clock: { now: () => Date.now() } });
  await log.ensureTopics([TOPICS.orders]);
  const value = randomBytes(RECORD_BYTES);
  let number = 0;
  return () => {
    number += 1;
    return log.append(TOPICS.orders, [{ key: `order-${number}`, value, headers: {} }]);
  };
};

const inParallel = async (count: number, work: () => Promise<unknown>): Promise<void> => {
  const each = Array.from({ length: count / WRITERS });
  const writers = Array.from({ length: WRITERS }, async () => {
    for (const _ of each) await work();
  });
  await Promise.all(writers);
};

const documents = async (
  engine: EmbeddedEngine,
  bare: ReturnType<typeof openBareStore>,
): Promise<readonly Figure[]> => {
  const things = createEmbeddedDocumentStore(engine).collection(THINGS);
  const value = { shop: 'shop-1', number: 1, text: 'x'.repeat(500) };
  const [bulk, bareBulk] = [bulksOfIds(), bulksOfIds()];
  const bulks = Array.from({ length: DOCUMENTS / BULK });
  const ids = Array.from({ length: GETS }, (_, index) => `thing-${index % DOCUMENTS}`);
  const result = await alternate({
    bareInserts: () =>
      perSecond(DOCUMENTS, () => {
        for (const _ of bulks) bare.insertMany(bareBulk(), value);
      }),
    inserts: () =>
      perSecond(DOCUMENTS, async () => {
        for (const _ of bulks) await things.insertMany(bulk().map((id) => ({ id, value })));
      }),
    bareGets: () =>
      perSecond(GETS, () => {
        for (const id of ids) bare.get(id);
      }),
    gets: () =>
      perSecond(GETS, async () => {
        for (const id of ids) await things.get(id);
      }),
  });
  return [
    {
      what: 'documents inserted/s, in bulks, with an index',
      unit: '/s',
      measured: result.inserts,
      baseline: { what: 'bare node:sqlite on the same thread', measured: result.bareInserts },
    },
    {
      what: 'gets/s, parsed by their schema',
      unit: '/s',
      measured: result.gets,
      baseline: { what: 'bare node:sqlite and JSON.parse', measured: result.bareGets },
    },
  ];
};

/** The ids of one bulk after the other, from `thing-0` on. */
const bulksOfIds = () => {
  let next = 0;
  return (): readonly string[] => {
    next += BULK;
    return Array.from({ length: BULK }, (_, index) => `thing-${next - BULK + index}`);
  };
};
