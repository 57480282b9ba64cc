import { TOPICS } from '@ml-connector/contracts';
import type { DocumentStore } from '@ml-connector/document-store';
import type { LogRecord } from '@ml-connector/event-log';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditHead } from '../chain/audit-head.js';
import { type AuditRecord, auditRecordOf } from '../chain/audit-record.js';
import { GENESIS, leafOf } from '../chain/leaf.js';
import { verifyPartition } from './verify-partition.js';

const TOPIC = TOPICS.orders;

const logOf = (count: number): LogRecord[] =>
  Array.from({ length: count }, (_, offset) => ({
    topic: TOPIC,
    partition: 3,
    offset,
    appendedAt: 1_000 + offset,
    key: `c1|order|${offset % 4}`,
    headers: { id: `e${offset}`, type: 'OrderObserved' },
    value: Buffer.from(`value ${offset}`),
  }));

const keptOf = (log: readonly LogRecord[]): AuditRecord[] => {
  let before = GENESIS;
  return log.map((record) => {
    const kept = auditRecordOf(record, before);
    before = kept.chain;
    return kept;
  });
};

interface Books {
  log: LogRecord[];
  kept: AuditRecord[];
  head: AuditHead;
}

const books = (count: number): Books => {
  const log = logOf(count);
  const kept = keptOf(log);
  const chain = kept.at(-1)?.chain ?? GENESIS;
  return { log, kept, head: { topic: TOPIC, partition: 3, next: count, chain, alarm: null } };
};

/** Ports that hold just these; the audit records are found by what stands in them, as an index would. */
const verify = ({ log, kept, head }: Books) => {
  const collection = ({ name }: { name: string }) =>
    name === 'audit-heads'
      ? { get: async () => ({ id: '', version: 1, value: head }) }
      : {
          find: async ({ from = 0, before = Infinity, limit = 0 }) => ({
            items: kept
              .filter(({ offset }) => offset >= from && offset < before)
              .slice(0, limit)
              .map((value) => ({ id: '', version: 1, value })),
            next: null,
          }),
        };
  const read = async (_topic: string, _partition: number, from: number, limit: number) =>
    log.filter(({ offset }) => offset >= from).slice(0, limit);
  return verifyPartition(
    {
      store: { collection } as unknown as DocumentStore,
      log: { read, ends: async () => [] },
    },
    { topic: TOPIC, partition: 3, first: 0, next: (log.at(-1)?.offset ?? -1) + 1 },
  );
};

const flip = (text: string): string => (text.startsWith('0') ? '1' : '0') + text.slice(1);

describe('verifyPartition', () => {
  it.each([0, 1, 20, 1_203])(
    'finds nothing wrong in %i records that nobody touched',
    async (count) => {
      expect(await verify(books(count))).toMatchObject({
        checked: count,
        pending: 0,
        firstBad: null,
      });
    },
  );

  it('counts what is not chained yet, and does not call it wrong', async () => {
    const untouched = books(10);
    untouched.log = logOf(13);
    expect(await verify(untouched)).toMatchObject({ pending: 3, firstBad: null });
  });

  const touches: Record<
    string,
    (given: Books, at: number) => { where: string; problem: string; offset?: number }
  > = {
    'a byte of a value in the log': ({ log }, at) => {
      log[at] = { ...log[at]!, value: Buffer.from('forged') };
      return { where: 'log', problem: 'altered' };
    },
    'a header in the log': ({ log }, at) => {
      log[at] = { ...log[at]!, headers: { id: 'other' } };
      return { where: 'log', problem: 'altered' };
    },
    'a key in the log': ({ log }, at) => {
      log[at] = { ...log[at]!, key: 'c2|order|1' };
      return { where: 'log', problem: 'altered' };
    },
    'a time in the log': ({ log }, at) => {
      log[at] = { ...log[at]!, appendedAt: 7 };
      return { where: 'log', problem: 'altered' };
    },
    'a record removed from the log': ({ log }, at) => {
      log.splice(at, 1);
      return { where: 'log', problem: 'removed' };
    },
    'two records swapped in the log': ({ log }, at) => {
      const [one, other] = [log[at]!, log[at + 1]!];
      log[at] = { ...other, offset: one.offset };
      log[at + 1] = { ...one, offset: other.offset };
      return { where: 'log', problem: 'altered' };
    },
    'the end of the log cut off': ({ log }, at) => {
      log.splice(at);
      return { where: 'log', problem: 'removed' };
    },
    'the type in the audit': ({ kept }, at) => {
      kept[at] = { ...kept[at]!, type: 'Other' };
      return { where: 'audit', problem: 'altered' };
    },
    'the order in the audit': ({ kept }, at) => {
      kept[at] = { ...kept[at]!, orderId: 999 };
      return { where: 'audit', problem: 'altered' };
    },
    'a leaf in the audit': ({ kept }, at) => {
      kept[at] = { ...kept[at]!, leaf: flip(kept[at]!.leaf) };
      return { where: 'audit', problem: 'altered' };
    },
    'a link in the audit': ({ kept }, at) => {
      kept[at] = { ...kept[at]!, chain: flip(kept[at]!.chain) };
      return { where: 'audit', problem: 'altered' };
    },
    'a record removed from the audit': ({ kept }, at) => {
      kept.splice(at, 1);
      return { where: 'audit', problem: 'removed' };
    },
    'a record put behind the end of the audit': (given, at) => {
      const end = given.head.next;
      given.kept.push({ ...given.kept[at]!, offset: end + 2 });
      return { where: 'audit', problem: 'inserted', offset: end + 2 };
    },
    'the end of the chain': (given) => {
      given.head = { ...given.head, chain: flip(given.head.chain) };
      return { where: 'head', problem: 'altered', offset: given.head.next };
    },
    'the log and its audit record together': (given, at) => {
      given.log[at] = { ...given.log[at]!, value: Buffer.from('forged') };
      const before = given.kept[at - 1]?.chain ?? GENESIS;
      given.kept[at] = auditRecordOf(given.log[at], before);
      return at + 1 < given.head.next
        ? { where: 'audit', problem: 'altered', offset: at + 1 }
        : { where: 'head', problem: 'altered', offset: given.head.next };
    },
  };

  it.each(Object.entries(touches))('finds and names %s, wherever it is', async (_what, touch) => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 2, max: 40 })
          .chain((count) => fc.tuple(fc.constant(count), fc.integer({ min: 0, max: count - 2 }))),
        async ([count, at]) => {
          const touched = books(count);
          const expected = touch(touched, at);
          expect((await verify(touched)).firstBad).toMatchObject({
            topic: TOPIC,
            partition: 3,
            offset: at,
            ...expected,
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('leafOf', () => {
  it('depends on every part of a record, and on where one ends and the next begins', () => {
    const [record] = logOf(1);
    const others = [
      { ...record!, topic: 'x' },
      { ...record!, partition: 4 },
      { ...record!, offset: 1 },
      { ...record!, appendedAt: 1 },
      { ...record!, key: 'x' },
      { ...record!, headers: {} },
      { ...record!, value: Buffer.from('x') },
      { ...record!, headers: { i: 'de0', type: 'OrderObserved' } },
    ];
    expect(new Set([record!, ...others].map((one) => leafOf(one))).size).toBe(others.length + 1);
  });
});
