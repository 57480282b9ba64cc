import mongoose, { type mongo } from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Collection, CollectionDefinition } from '../document-store.js';
import { startCuttingProxy, type CuttingProxy } from './cutting-proxy.fixture.js';
import { createMongodbDocumentStore, type MongodbDocumentStore } from './mongodb-document-store.js';

const uri = process.env['ML_MONGODB_URI'] ?? '';

const schema = z.object({ number: z.number(), mark: z.string() });
type Thing = z.infer<typeof schema>;
const things = {
  name: 'things',
  schema,
  indexes: { byNumber: ['number'], byMark: ['mark', 'number'] },
} as const satisfies CollectionDefinition<Thing>;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const thing = (number: number, mark = 'plain'): Thing => ({ number, mark });

describe('the document store in MongoDB', { timeout: 60_000 }, () => {
  let proxy: CuttingProxy;
  let connection: mongoose.Connection;
  let store: MongodbDocumentStore;
  let collection: Collection<Thing>;
  let database: string;

  beforeEach(async () => {
    database = `f${process.pid}-${Date.now()}`;
    connection = await mongoose.createConnection(uri, { dbName: database }).asPromise();
    proxy = await startCuttingProxy(uri);
    store = createMongodbDocumentStore({ uri: proxy.uri, database });
    collection = store.collection(things);
  });

  afterEach(async () => {
    await store.close();
    await proxy.close();
    await connection.dropDatabase();
    await connection.close();
  });

  const raw = (): mongo.Collection => {
    if (!connection.db) throw new Error('The connection is closed.');
    return connection.db.collection(things.name);
  };

  describe('when the answer to a write is lost', () => {
    it('finds that its document was inserted', async () => {
      await store.ready();
      proxy.cutAnswerTo('cut-me');
      await expect(collection.insert('a', thing(1, 'cut-me'))).resolves.toBe('inserted');
      expect(proxy.cuts()).toBe(1);
      await expect(collection.insert('a', thing(2))).resolves.toBe('exists');
      await expect(collection.get('a')).resolves.toMatchObject({
        version: 1,
        value: { number: 1 },
      });
    });

    it('finds that somebody else had inserted it before', async () => {
      await collection.insert('a', thing(1));
      proxy.cutAnswerTo('cut-me');
      await expect(collection.insert('a', thing(2, 'cut-me'))).resolves.toBe('exists');
      expect(proxy.cuts()).toBe(1);
    });

    it('finds that its replacement stands, and makes it once', async () => {
      await collection.insert('a', thing(1));
      proxy.cutAnswerTo('cut-me');
      await expect(collection.replace('a', 1, thing(2, 'cut-me'))).resolves.toBe('replaced');
      expect(proxy.cuts()).toBe(1);
      await expect(collection.get('a')).resolves.toMatchObject({
        version: 2,
        value: { number: 2 },
      });
    });

    it('finds that its replacement came too late', async () => {
      await collection.insert('a', thing(1));
      await collection.replace('a', 1, thing(2));
      proxy.cutAnswerTo('cut-me');
      await expect(collection.replace('a', 1, thing(3, 'cut-me'))).resolves.toBe('conflict');
      expect(proxy.cuts()).toBe(1);
    });

    it('says of each of many what became of it', async () => {
      await collection.insertMany(
        upTo(200).map((number) => ({ id: `t-${number}`, value: thing(number) })),
      );
      await collection.replace('t-7', 1, thing(7, 'other'));
      proxy.cutAnswerTo('cut-me');
      const outcomes = await collection.replaceMany(
        upTo(201).map((number) => ({
          id: `t-${number}`,
          expectedVersion: 1,
          value: thing(number, number === 0 ? 'cut-me' : 'new'),
        })),
      );
      expect(proxy.cuts()).toBe(1);
      const lost = outcomes.flatMap((outcome, index) => (outcome === 'conflict' ? [index] : []));
      expect(lost).toEqual([7, 200]);
      await expect(collection.get('t-8')).resolves.toMatchObject({ version: 2 });
    });

    it('does not claim a removal that may have been somebody else’s', async () => {
      await collection.insert('remove-me', thing(1));
      proxy.cutAnswerTo('delete');
      await expect(collection.remove('remove-me', 1)).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
      });
      await expect(collection.get('remove-me')).resolves.toBeNull();
    });
  });

  it('counts exactly while answers get lost all the time', async () => {
    await collection.insert('counter', thing(0, 'counting'));
    const count = async (): Promise<void> => {
      for (let done = 0; done < 25;) {
        const stored = await collection.get('counter');
        const next = thing((stored?.value.number ?? 0) + 1, 'counting');
        if (next.number % 20 === 10) proxy.cutAnswerTo('counting');
        const outcome = await collection.replace('counter', stored?.version ?? 0, next);
        if (outcome === 'replaced') done += 1;
      }
    };
    await Promise.all(upTo(4).map(count));
    expect(proxy.cuts()).toBeGreaterThan(3);
    await expect(collection.get('counter')).resolves.toMatchObject({
      version: 101,
      value: { number: 100 },
    });
  });

  it('says within seconds that the database is away', async () => {
    const lost = createMongodbDocumentStore({ uri: 'mongodb://127.0.0.1:1/', database });
    const started = performance.now();
    await expect(lost.collection(things).get('a')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    expect(performance.now() - started).toBeLessThan(10_000);
    await lost.close();
  });

  describe('its indexes', () => {
    it('are made as they are declared, whoever starts at once, and nothing else is', async () => {
      const others = upTo(3).map(() => createMongodbDocumentStore({ uri, database }));
      for (const other of others) other.collection(things);
      await Promise.all([store, ...others].map((each) => each.ready()));
      for (const other of others) await other.close();
      const keys = (await raw().indexes()).map(({ key }) => Object.keys(key).join(' '));
      expect(keys.sort()).toEqual(['_id', 'value.mark value.number _id', 'value.number _id']);
    });

    it('are refused when one stands otherwise under the same name', async () => {
      await raw().createIndex({ 'value.mark': 1 }, { name: 'byNumber:number' });
      await expect(store.ready()).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining('byNumber'),
      });
      await expect(collection.get('a')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    });

    it('stay when nobody declares them any more: the release before may run still', async () => {
      await store.ready();
      const next = createMongodbDocumentStore({ uri, database });
      next.collection({ ...things, indexes: { byNumber: ['number'] } });
      await next.ready();
      await next.close();
      expect(await raw().indexes()).toHaveLength(3);
    });
  });
});
