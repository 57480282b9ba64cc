import { TOPICS } from '@ml-connector/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventLog, NewRecord, RecordBatch, SubscriptionOptions } from './event-log.js';
import { partitionForKey } from './partition-for-key.js';

/** A log under test. `reopen` stands for a restart of the process: same data and positions, nothing kept in memory. */
export interface LogUnderTest {
  readonly log: EventLog;
  readonly partitions: number;
  reopen(): Promise<EventLog>;
  close(): Promise<void>;
}

const TOPIC = TOPICS.orders;
const OTHER_TOPIC = TOPICS.postings;
const PATIENCE = { timeout: 15_000, interval: 10 };

const record = (key: string, text: string): NewRecord => ({
  key,
  value: new TextEncoder().encode(text),
  headers: { id: `${key}:${text}` },
});
const textOf = ({ value }: { readonly value: Uint8Array }): string =>
  new TextDecoder().decode(value);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const several = (count: number, keys = 20): NewRecord[] =>
  upTo(count).map((index) => record(`con-a|order|${index % keys}`, String(index)));

/** What arrived, by key, each record once: a log may deliver twice. */
const collector = () => {
  const seen = new Set<string>();
  const byKey = new Map<string, string[]>();
  let deliveries = 0;
  return {
    byKey,
    deliveries: () => deliveries,
    count: () => seen.size,
    take: async ({ topic, partition, records }: RecordBatch): Promise<void> => {
      for (const each of records) {
        deliveries += 1;
        const place = `${topic}|${partition}|${each.offset}`;
        if (seen.has(place)) continue;
        seen.add(place);
        byKey.set(each.key, [...(byKey.get(each.key) ?? []), textOf(each)]);
      }
    },
  };
};

const growing = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0));

/** What every event log must do. `makeLog` gives one without records. */
export const eventLogFeatures = (name: string, makeLog: () => Promise<LogUnderTest>): void => {
  // The adapter's name is the title.
  // oxlint-disable-next-line vitest/valid-title
  describe(name, { timeout: 60_000 }, () => {
    let under: LogUnderTest;
    let log: EventLog;
    let group: string;

    beforeEach(async () => {
      under = await makeLog();
      log = under.log;
      group = `test.${Math.random().toString(36).slice(2)}`;
      await log.ensureTopics([TOPIC, OTHER_TOPIC]);
    });

    afterEach(() => under.close());

    const subscribe = (
      options: Partial<SubscriptionOptions> & Pick<SubscriptionOptions, 'handle'>,
    ) => log.subscribe({ group, topics: [TOPIC], ...options });

    describe('appending', () => {
      it('puts a record where its key belongs and gives back its place', async () => {
        const [place] = await log.append(TOPIC, [record('con-a|order|1', 'a')]);
        expect(place).toEqual({
          partition: partitionForKey('con-a|order|1', under.partitions),
          offset: 0,
        });
      });

      it('numbers each partition from 0 without gaps, whoever appends at once', async () => {
        const places = await Promise.all(
          upTo(10).map((writer) => log.append(TOPIC, several(30, writer + 1))),
        );
        const all = places.flat();
        expect(all).toHaveLength(300);
        for (const { partition, first, next } of await log.ends(TOPIC)) {
          const offsets = all.filter((place) => place.partition === partition);
          expect(first).toBe(0);
          expect(offsets.map(({ offset }) => offset).sort((a, b) => a - b)).toEqual(upTo(next));
        }
      });

      it('keeps the order of one key and answers in the order of the argument', async () => {
        const places = await log.append(TOPIC, several(100));
        for (const key of upTo(20)) {
          const own = places.filter((_, index) => index % 20 === key);
          expect(growing(own.map(({ offset }) => offset))).toBe(true);
        }
      });

      it('keeps the order of calls that do not wait for each other', async () => {
        await Promise.all(upTo(50).map((index) => log.append(TOPIC, [record('k', `${index}`)])));
        const partition = partitionForKey('k', under.partitions);
        const records = await log.read(TOPIC, partition, 0, 100);
        expect(records.map(textOf)).toEqual(upTo(50).map(String));
      });

      it('keeps value, key and headers byte for byte', async () => {
        const value = Uint8Array.from(upTo(256));
        const headers = { id: 'e-1', traceparent: '00-ab', 'x-ä': '注文' };
        const [place] = await log.append(TOPIC, [{ key: 'käse|1', value, headers }]);
        const [read] = await log.read(TOPIC, place?.partition ?? 0, 0, 1);
        expect(read).toMatchObject({ topic: TOPIC, key: 'käse|1', offset: 0, headers });
        expect(Buffer.from(read?.value ?? []).equals(value)).toBe(true);
      });

      it('takes an empty value and a value of 900 kB', async () => {
        const large = 'x'.repeat(900_000);
        await log.append(TOPIC, [record('k', ''), record('k', large)]);
        const partition = partitionForKey('k', under.partitions);
        const records = await log
          .read(TOPIC, partition, 0, 1)
          .then(async (first) => [...first, ...(await log.read(TOPIC, partition, 1, 1))]);
        expect(records.map(({ value }) => value.byteLength)).toEqual([0, 900_000]);
      });

      it('may hold one id twice: uniqueness belongs to the readers', async () => {
        await log.append(TOPIC, [record('k', 'a')]);
        await log.append(TOPIC, [record('k', 'a')]);
        const records = await log.read(TOPIC, partitionForKey('k', under.partitions), 0, 10);
        expect(records.map(({ headers }) => headers['id'])).toEqual(['k:a', 'k:a']);
      });

      it('of nothing does nothing', async () => {
        await expect(log.append(TOPIC, [])).resolves.toEqual([]);
      });
    });

    describe('reading', () => {
      it('starts at the offset, stops at the limit and is empty at the end', async () => {
        await log.append(
          TOPIC,
          upTo(10).map((index) => record('k', `${index}`)),
        );
        const partition = partitionForKey('k', under.partitions);
        const some = await log.read(TOPIC, partition, 4, 3);
        expect(some.map(({ offset }) => offset)).toEqual([4, 5, 6]);
        await expect(log.read(TOPIC, partition, 10, 5)).resolves.toEqual([]);
      });

      it('keeps topics apart', async () => {
        await log.append(TOPIC, [record('k', 'here')]);
        const partition = partitionForKey('k', under.partitions);
        await expect(log.read(OTHER_TOPIC, partition, 0, 5)).resolves.toEqual([]);
      });

      it('shows times that never decrease within a partition', async () => {
        for (const index of upTo(20)) await log.append(TOPIC, [record('k', `${index}`)]);
        const records = await log.read(TOPIC, partitionForKey('k', under.partitions), 0, 50);
        const times = records.map(({ appendedAt }) => appendedAt);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times[0]).toBeGreaterThan(0);
      });

      it('finds the first offset at or after a time', async () => {
        for (const index of upTo(5)) {
          await log.append(TOPIC, [record('k', `${index}`)]);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        const partition = partitionForKey('k', under.partitions);
        const records = await log.read(TOPIC, partition, 0, 10);
        const third = records[2]?.appendedAt ?? 0;
        const at = async (time: number): Promise<number | undefined> =>
          (await log.offsetsAt(TOPIC, time)).find((each) => each.partition === partition)?.offset;
        expect(await at(0)).toBe(0);
        expect(await at(third)).toBe(records.findIndex(({ appendedAt }) => appendedAt >= third));
        expect(await at((records[4]?.appendedAt ?? 0) + 60_000)).toBe(5);
      });

      it('tells the ends of every partition', async () => {
        const ends = await log.ends(TOPIC);
        expect(ends).toEqual(
          upTo(under.partitions).map((partition) => ({ partition, first: 0, next: 0 })),
        );
      });
    });

    describe('a subscription', () => {
      it('gets what stood before it and what comes later, each key in order', async () => {
        const seen = collector();
        await log.append(TOPIC, several(100));
        const subscription = await subscribe({ handle: seen.take });
        await log.append(TOPIC, several(100));
        await subscription.caughtUp();
        expect(seen.count()).toBe(200);
        const inOrder = upTo(200)
          .filter((index) => (index % 100) % 20 === 3)
          .map((index) => String(index % 100));
        expect(seen.byKey.get('con-a|order|3')).toEqual(inOrder);
      });

      it('gets the topics that it asked for', async () => {
        const seen = collector();
        const subscription = await subscribe({ topics: [OTHER_TOPIC], handle: seen.take });
        await log.append(TOPIC, [record('k', 'no')]);
        await log.append(OTHER_TOPIC, [record('k', 'yes')]);
        await subscription.caughtUp();
        expect([...seen.byKey.values()]).toEqual([['yes']]);
      });

      it('is given to each group as a whole', async () => {
        const [first, second] = [collector(), collector()];
        await log.append(TOPIC, several(50));
        const subscriptions = [
          await subscribe({ handle: first.take }),
          await subscribe({ group: `${group}.other`, handle: second.take }),
        ];
        for (const subscription of subscriptions) await subscription.caughtUp();
        expect([first.count(), second.count()]).toEqual([50, 50]);
      });

      it('never runs two batches of one partition at once, but different partitions together', async () => {
        const busy = new Set<number>();
        let together = 0;
        let overlaps = 0;
        await log.append(TOPIC, several(400, 100));
        const subscription = await subscribe({
          maxRecords: 10,
          handle: async ({ partition }) => {
            if (busy.has(partition)) overlaps += 1;
            busy.add(partition);
            together = Math.max(together, busy.size);
            await new Promise((resolve) => setTimeout(resolve, 5));
            busy.delete(partition);
          },
        });
        await subscription.caughtUp();
        expect(overlaps).toBe(0);
        expect(together).toBeGreaterThan(1);
      });

      it('gets batches of at most the records that it wants', async () => {
        const sizes: number[] = [];
        await log.append(TOPIC, several(40, 1));
        const subscription = await subscribe({
          maxRecords: 7,
          handle: async ({ records }) => void sizes.push(records.length),
        });
        await subscription.caughtUp();
        expect(Math.max(...sizes)).toBeLessThanOrEqual(7);
      });

      it('gets a rejected batch again, after onError was told, and then goes on', async () => {
        const seen = collector();
        const errors: unknown[] = [];
        let rejections = 3;
        await log.append(TOPIC, several(10, 1));
        const subscription = await subscribe({
          handle: async (batch) => {
            rejections -= 1;
            if (rejections >= 0) throw new TypeError('not yet');
            await seen.take(batch);
          },
          onError: (error) => errors.push(error),
        });
        await subscription.caughtUp();
        expect(errors).toHaveLength(3);
        expect(seen.byKey.get('con-a|order|0')).toEqual(upTo(10).map(String));
      });

      it('keeps other partitions going while one is rejected', async () => {
        const seen = collector();
        const blocked = partitionForKey('con-a|order|0', under.partitions);
        await log.append(TOPIC, several(100, 50));
        const subscription = await subscribe({
          handle: async (batch) => {
            if (batch.partition === blocked) throw new Error('down');
            await seen.take(batch);
          },
        });
        const expected = several(100, 50).filter(
          ({ key }) => partitionForKey(key, under.partitions) !== blocked,
        );
        await vi.waitFor(() => expect(seen.count()).toBe(expected.length), PATIENCE);
        const lags = await subscription.lag();
        expect(lags.find(({ partition }) => partition === blocked)?.lag).toBe(
          100 - expected.length,
        );
        await subscription.close();
      });

      it('tells how far it is behind', async () => {
        await log.append(TOPIC, several(60));
        const subscription = await subscribe({ handle: async () => undefined });
        await subscription.caughtUp();
        const lags = await subscription.lag();
        expect(lags).toHaveLength(under.partitions);
        expect(lags.every(({ lag }) => lag === 0)).toBe(true);
      });

      it('finishes the batch in hand when it is closed, and gets nothing afterwards', async () => {
        const events: string[] = [];
        const started = Promise.withResolvers<void>();
        await log.append(TOPIC, [record('k', 'a')]);
        const subscription = await subscribe({
          handle: async () => {
            events.push('started');
            started.resolve();
            await new Promise((resolve) => setTimeout(resolve, 50));
            events.push('finished');
          },
        });
        await started.promise;
        await subscription.close();
        await log.append(TOPIC, [record('k', 'b')]);
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(events).toEqual(['started', 'finished']);
      });

      it('goes on where its group stood when it comes back', async () => {
        const [first, second] = [collector(), collector()];
        await log.append(TOPIC, several(30));
        const before = await subscribe({ handle: first.take });
        await before.caughtUp();
        await before.close();
        await log.append(TOPIC, [record('k', 'new')]);
        const after = await subscribe({ handle: second.take });
        await after.caughtUp();
        expect([...second.byKey.values()]).toEqual([['new']]);
      });

      it('shares the work with another member of its group and leaves it to that', async () => {
        const [first, second] = [collector(), collector()];
        const one = await subscribe({ handle: first.take });
        const two = await subscribe({ handle: second.take });
        await log.append(TOPIC, several(50));
        await two.caughtUp();
        await one.close();
        await log.append(TOPIC, several(50));
        await two.caughtUp();
        expect(first.count() + second.count()).toBeGreaterThanOrEqual(100);
        expect(second.count()).toBeGreaterThanOrEqual(50);
      });
    });

    describe('after a restart', () => {
      it('everything acknowledged is there, in its place', async () => {
        const places = await log.append(TOPIC, several(200));
        const reopened = await under.reopen();
        const ends = await reopened.ends(TOPIC);
        expect(ends.reduce((sum, { next }) => sum + next, 0)).toBe(200);
        const last = places[199] ?? { partition: 0, offset: 0 };
        const [read] = await reopened.read(TOPIC, last.partition, last.offset, 1);
        expect(read && textOf(read)).toBe('199');
      });

      it('a group goes on where it stood and offsets go on where they ended', async () => {
        const seen = collector();
        await log.append(TOPIC, several(30, 1));
        const subscription = await subscribe({ handle: async () => undefined });
        await subscription.caughtUp();
        await subscription.close();
        const reopened = await under.reopen();
        const [place] = await reopened.append(TOPIC, [record('con-a|order|0', 'new')]);
        const again = await reopened.subscribe({ group, topics: [TOPIC], handle: seen.take });
        await again.caughtUp();
        await again.close();
        expect(place?.offset).toBe(30);
        expect([...seen.byKey.values()]).toEqual([['new']]);
      });

      it('a batch that was not finished comes again', async () => {
        const seen = collector();
        await log.append(TOPIC, several(10, 1));
        const subscription = await subscribe({
          handle: async () => {
            throw new Error('died');
          },
        });
        await new Promise((resolve) => setTimeout(resolve, 50));
        await subscription.close();
        const reopened = await under.reopen();
        const again = await reopened.subscribe({ group, topics: [TOPIC], handle: seen.take });
        await again.caughtUp();
        await again.close();
        expect(seen.count()).toBe(10);
      });
    });
  });
};
