import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS, type Topic } from '@ml-connector/contracts';
import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine, type EmbeddedEngine } from '@ml-connector/embedded';
import { AppError, systemClock } from '@ml-connector/kernel';
import { Controller, Module, type INestMicroservice, type Type } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { EMPTY, from, of, throwError, type Observable } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BatchContext } from './batch-context.js';
import { BatchPattern } from './batch-pattern.js';
import { documentPositions } from './document-positions.js';
import { createEmbeddedEventLog } from './embedded-event-log.js';
import type { EventLog, RecordBatch } from './event-log.js';
import { EventLogStrategy, type EventLogStrategyOptions } from './event-log-strategy.js';
import { createParking, type Parking } from './parking.js';
import { partitionForKey } from './partition-for-key.js';

const TRANSPORT = Symbol('test.orders');
const GROUP = 'test.orders';
const PATIENCE = { timeout: 10_000, interval: 5 };

/** What the handler of the test does with a record; told anew by each test. */
let handleRecord: (text: string, key: string) => void;
/** What was handled, in order: `key:text`. */
let handled: string[];
let batches: RecordBatch[];
let contexts: BatchContext[];

const handleAll = async (batch: RecordBatch): Promise<void> => {
  batches.push(batch);
  await Promise.resolve();
  const texts = batch.records.map(
    ({ key, value }) => [new TextDecoder().decode(value), key] as const,
  );
  for (const [text, key] of texts) handleRecord(text, key);
  handled.push(...texts.map(([text, key]) => `${key}:${text}`));
};

@Controller()
class OrdersConsumer {
  @BatchPattern(TOPICS.orders, TRANSPORT)
  async onOrders(batch: RecordBatch, context: BatchContext): Promise<void> {
    contexts.push(context);
    await handleAll(batch);
  }
}

const keysOfOnePartition = (): [string, string, string] => {
  const keys = Array.from({ length: 200 }, (_, index) => `key${index}`);
  const [a = '', b = '', c = ''] = keys.filter((key) => partitionForKey(key, 12) === 5);
  return [a, b, c];
};

const moduleWith = (controller: Type): Type => {
  @Module({ controllers: [controller] })
  class ConsumerModule {}
  return ConsumerModule;
};
const OrdersModule = moduleWith(OrdersConsumer);

describe('the event log as a Nest transport', () => {
  let directory: string;
  let engine: EmbeddedEngine;
  let log: EventLog;
  let parking: Parking;
  let apps: INestMicroservice[];
  let told: { readonly event: string; readonly [field: string]: unknown }[];

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'strategy-'));
    handled = [];
    batches = [];
    contexts = [];
    told = [];
    apps = [];
    handleRecord = () => undefined;
    await openStore();
  });

  afterEach(async () => {
    await closeStore();
    rmSync(directory, { recursive: true, force: true });
  });

  const openStore = async (): Promise<void> => {
    engine = await openEngine({ directory });
    const store = createEmbeddedDocumentStore(engine);
    log = createEmbeddedEventLog(engine, {
      positions: documentPositions(store),
      clock: systemClock,
      pause: () => 5,
    });
    parking = createParking({ store, log, clock: systemClock });
    await log.ensureTopics([TOPICS.orders, TOPICS.postings]);
  };
  const closeStore = async (): Promise<void> => {
    for (const app of apps.splice(0)) await app.close();
    await log.close();
    await engine.close();
  };
  const start = async (
    module: Type = OrdersModule,
    options: Partial<EventLogStrategyOptions> = {},
  ): Promise<INestMicroservice> => {
    const testing = await Test.createTestingModule({ imports: [module] }).compile();
    const strategy = new EventLogStrategy({
      log,
      parking,
      transportId: TRANSPORT,
      group: GROUP,
      logger: { warn: (fields) => told.push(fields), error: (fields) => told.push(fields) },
      ...options,
    });
    const app = testing.createNestMicroservice({ strategy, logger: false });
    await app.listen();
    apps.push(app);
    return app;
  };
  const append = async (...records: readonly string[]): Promise<void> => {
    await log.append(
      TOPICS.orders,
      records.map((record) => {
        const [key = '', text] = record.split(':');
        return { key, value: new TextEncoder().encode(text), headers: {} };
      }),
    );
  };
  const settled = async (): Promise<void> => {
    const ends = await log.ends(TOPICS.orders);
    const positions = documentPositions(createEmbeddedDocumentStore(engine));
    await vi.waitFor(async () => {
      const reached = await positions.load(GROUP, TOPICS.orders);
      for (const { partition, next } of ends) expect(reached.get(partition)?.next ?? 0).toBe(next);
    }, PATIENCE);
  };
  const ofKey = (key: string): string[] => handled.filter((each) => each.startsWith(`${key}:`));
  const parkedKeys = async (): Promise<string[]> =>
    (await parking.parkedKeys({ limit: 100 })).items.map(({ value }) => value.key);
  const release = (key: string): ReturnType<Parking['release']> =>
    parking.release({ group: GROUP, topic: TOPICS.orders, key });

  it('hands batches to the handler of the topic', async () => {
    await append('a:1', 'b:1', 'a:2', 'a:3');
    await start();
    await settled();
    expect(ofKey('a')).toEqual(['a:1', 'a:2', 'a:3']);
    expect(ofKey('b')).toEqual(['b:1']);
    expect(batches.some(({ records }) => records.length > 1)).toBe(true);
    expect(contexts.map(({ group, topic, partition }) => ({ group, topic, partition }))).toEqual(
      batches.map(({ topic, partition }) => ({ group: GROUP, topic, partition })),
    );
  });

  it('goes on after a restart where the work had become durable', async () => {
    await start();
    await append('a:1', 'b:1');
    await settled();
    await closeStore();
    await openStore();
    handled = [];
    await append('a:2');
    await start();
    await settled();
    expect(handled).toEqual(['a:2']);
  });

  it('does not move past a batch whose handler has not resolved', async () => {
    const begun = Promise.withResolvers<void>();
    @Controller()
    class Slow {
      @BatchPattern(TOPICS.orders, TRANSPORT)
      async onOrders(batch: RecordBatch): Promise<void> {
        begun.resolve();
        await new Promise((resolve) => setTimeout(resolve, 30));
        await handleAll(batch);
      }
    }
    await append('a:1');
    const app = await start(moduleWith(Slow));
    await begun.promise;
    await app.close();
    expect(handled).toEqual(['a:1']);
    await settled();
  });

  describe('with a handler that answers with a stream', () => {
    const streaming = async (
      stream: (batch: RecordBatch) => Observable<unknown>,
    ): Promise<void> => {
      @Controller()
      class Streaming {
        @BatchPattern(TOPICS.orders, TRANSPORT)
        onOrders(batch: RecordBatch): Observable<unknown> {
          return stream(batch);
        }
      }
      await append('a:1');
      await start(moduleWith(Streaming));
    };

    it.each([
      ['is empty', EMPTY],
      ['has a value', of(1)],
      ['has several', from([1, 2, 3])],
    ])('takes one that %s for done', async (_, stream) => {
      await streaming(() => stream);
      await settled();
      expect(told).toEqual([]);
    });

    it('waits for one that ends later', async () => {
      await streaming((batch) => from(handleAll(batch)));
      await settled();
      expect(handled).toEqual(['a:1']);
    });

    it('sees the error of one that fails', async () => {
      await streaming(() => throwError(() => new AppError('EVENT_INVALID', 'No shape.')));
      await settled();
      await expect(parkedKeys()).resolves.toEqual(['a']);
    });
  });

  describe('with poison', () => {
    const poison = (...texts: readonly string[]): void => {
      handleRecord = (text) => {
        if (texts.includes(text)) throw new AppError('EVENT_INVALID', 'It has no shape.');
      };
    };

    it('parks its key and lets every other key flow', async () => {
      poison('bad');
      const others = Array.from({ length: 60 }, (_, index) => `k${index}:1`);
      await append(...others, 'a:bad', 'a:2', ...others.map((other) => `${other}1`));
      await start();
      await settled();
      await expect(parkedKeys()).resolves.toEqual(['a']);
      expect(ofKey('a')).toEqual([]);
      expect(new Set(handled).size).toBe(120);
    });

    it('lets later events of the key wait, also over a restart', async () => {
      poison('bad');
      await append('a:bad');
      await start();
      await settled();
      await closeStore();
      await openStore();
      poison();
      await start();
      await append('a:2', 'b:1');
      await settled();
      expect(handled).toEqual(['b:1']);
    });

    it('parks only the key at fault when several share a batch', async () => {
      poison('bad');
      const [a, b, c] = keysOfOnePartition();
      await append(`${a}:1`, `${b}:1`, `${a}:bad`, `${c}:1`, `${a}:3`, `${b}:2`);
      await start();
      await settled();
      await expect(parkedKeys()).resolves.toEqual([a]);
      expect([a, b, c].map((key) => [...new Set(ofKey(key))])).toEqual([
        [`${a}:1`],
        [`${b}:1`, `${b}:2`],
        [`${c}:1`],
      ]);
    });

    it('is parked, not deadly, when the handler throws a TypeError', async () => {
      handleRecord = (text) => {
        if (text === 'bad') throw new TypeError("Cannot read properties of 'ann@example.com'");
      };
      await append('a:bad', 'b:1');
      await start();
      await settled();
      await append('b:2');
      await settled();
      const { items } = await parking.parkedKeys({ limit: 5 });
      expect(items[0]?.value.reason).toMatch(/^TypeError at /);
      expect(JSON.stringify([items, told])).not.toContain('ann@');
      expect(ofKey('b')).toEqual(['b:1', 'b:2']);
    });

    it('says what was parked and why', async () => {
      poison('bad');
      await append('a:bad');
      await start();
      await settled();
      expect(told).toContainEqual(
        expect.objectContaining({
          event: 'events.parked',
          group: GROUP,
          key: 'a',
          offset: 0,
          reason: 'EVENT_INVALID: It has no shape.',
        }),
      );
    });

    it('waits in front of a group that does not park', async () => {
      poison('bad');
      await append('a:bad', 'a:2');
      await start(OrdersModule, { parks: false });
      await vi.waitFor(() => expect(told.length).toBeGreaterThan(2), PATIENCE);
      expect(handled).toEqual([]);
      await expect(parkedKeys()).resolves.toEqual([]);
      poison();
      await settled();
      expect(handled).toEqual(['a:bad', 'a:2']);
    });
  });

  describe('with a failure that passes', () => {
    it.each([
      ['a store that is away', new AppError('STORE_UNAVAILABLE', 'away')],
      ['an event of a newer release', new AppError('EVENT_TOO_NEW', 'too new')],
    ])('waits for %s and parks nothing', async (_, error) => {
      let failing = true;
      handleRecord = () => {
        if (failing) throw error;
      };
      await append('a:1', 'a:2');
      await start();
      await vi.waitFor(() => expect(told.length).toBeGreaterThan(2), PATIENCE);
      await expect(parkedKeys()).resolves.toEqual([]);
      failing = false;
      await settled();
      expect(handled).toEqual(['a:1', 'a:2']);
    });
  });

  describe('a release', () => {
    const parkSome = async (): Promise<void> => {
      handleRecord = (_, key) => {
        if (key === 'a') throw new AppError('EVENT_INVALID', 'It has no shape.');
      };
      await append(...Array.from({ length: 150 }, (_, index) => `a:${index}`), 'b:1');
      await start();
      await settled();
      handled = [];
    };
    const inOrder = Array.from({ length: 150 }, (_, index) => `a:${index}`);

    it('hands over everything that waits, in order, and later events follow', async () => {
      await parkSome();
      handleRecord = () => undefined;
      const [outcome] = await Promise.all([release('a'), append('a:later')]);
      expect(outcome).toMatchObject({ outcome: 'released' });
      await settled();
      expect(ofKey('a')).toEqual([...inOrder, 'a:later']);
      await expect(parkedKeys()).resolves.toEqual([]);
    });

    it('stops at an event that fails again and goes on there the next time', async () => {
      await parkSome();
      handleRecord = (text) => {
        if (text === '70') throw new AppError('EVENT_INVALID', 'Still no shape.');
      };
      await expect(release('a')).resolves.toEqual({
        outcome: 'still-parked',
        handled: 70,
        reason: 'EVENT_INVALID: Still no shape.',
      });
      handleRecord = () => undefined;
      await expect(release('a')).resolves.toEqual({ outcome: 'released', handled: 80 });
      expect(ofKey('a')).toEqual(inOrder);
    });

    it('can be called again after the process died in its midst', async () => {
      await parkSome();
      handleRecord = (text) => {
        if (text === '20') throw new AppError('STORE_UNAVAILABLE', 'away');
      };
      await expect(release('a')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      await closeStore();
      await openStore();
      handleRecord = () => undefined;
      await start();
      await expect(release('a')).resolves.toEqual({ outcome: 'released', handled: 130 });
      expect(ofKey('a')).toEqual(inOrder);
    });

    it('of what is not parked does nothing', async () => {
      await start();
      await expect(release('nobody')).resolves.toEqual({ outcome: 'not-parked' });
    });

    it('is refused where the group does not run', async () => {
      await expect(release('a')).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    });
  });

  describe('refuses to start with', () => {
    const consumer = (decorate: MethodDecorator, second?: MethodDecorator): Type => {
      class Wrong {
        async one(): Promise<void> {}
        async two(): Promise<void> {}
      }
      const method = (name: 'one' | 'two', decorator: MethodDecorator): void =>
        void decorator(
          Wrong.prototype,
          name,
          Object.getOwnPropertyDescriptor(Wrong.prototype, name) ?? {},
        );
      method('one', decorate);
      if (second) method('two', second);
      Controller()(Wrong);
      return moduleWith(Wrong);
    };
    const batchPattern = BatchPattern as unknown as (
      topic: Topic | 'nonsense',
      id: symbol,
    ) => MethodDecorator;

    it.each([
      [
        'a handler whose errors it could not see',
        consumer(EventPattern([TOPICS.orders], TRANSPORT)),
      ],
      ['a pattern that is no topic', consumer(batchPattern('nonsense', TRANSPORT))],
      [
        'two handlers of one topic',
        consumer(batchPattern(TOPICS.orders, TRANSPORT), batchPattern(TOPICS.orders, TRANSPORT)),
      ],
    ])('%s', async (_, module) => {
      await expect(start(module)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    });

    it('nothing to complain about when the handlers are those of another group', async () => {
      const other = consumer(EventPattern([TOPICS.orders], Symbol('another')));
      await expect(start(other)).resolves.toBeDefined();
    });
  });

  it('finishes the batch in hand before the store is closed', async () => {
    const order: string[] = [];
    const begun = Promise.withResolvers<void>();
    handleRecord = () => begun.resolve();
    @Controller()
    class Last {
      @BatchPattern(TOPICS.orders, TRANSPORT)
      async onOrders(batch: RecordBatch): Promise<void> {
        await handleAll(batch);
        await new Promise((resolve) => setTimeout(resolve, 30));
        order.push('handled');
      }
    }
    @Module({ controllers: [Last] })
    class LastModule {
      onApplicationShutdown(): void {
        order.push('shut down');
      }
    }
    await append('a:1');
    const app = await start(LastModule);
    await begun.promise;
    await app.close();
    expect(order).toEqual(['handled', 'shut down']);
  });
});
