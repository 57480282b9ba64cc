import { setTimeout as sleep } from 'node:timers/promises';
import { TOPICS } from '@ml-connector/contracts';
import type { EventLog, NewRecord, Positions } from '@ml-connector/event-log';
import { createKafkaEventLog } from '@ml-connector/event-log/kafka';
import { givenStack } from '../../harness/stack.js';
import type { BenchPart } from '../bench-part.js';
import { spreadOf } from '../measure/spread.js';

const ROUNDS = 5;
const EVERY_MS = 5;
const SETTLED_MS = 1_500;
const KEYS = 64;
const PARTITIONS = 12;

/** How soon a consumer works, and for how long its group stands still when one joins or leaves. */
export const kafkaConsumersPart: BenchPart = {
  name: 'kafka-consumers',
  title: `a group on ${PARTITIONS} partitions, an event every ${EVERY_MS} ms`,
  needsStack: true,
  run: async () => {
    const [start, join, leave]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const measured = await measure(`bench-${process.pid}-${round}.`);
      if (round === 0) continue;
      start.push(measured.start);
      join.push(measured.join);
      leave.push(measured.leave);
    }
    return [
      { what: 'from subscribing to the first event, alone', unit: 'ms', measured: spreadOf(start) },
      {
        what: 'longest pause of any event while a second one joins',
        unit: 'ms',
        measured: spreadOf(join),
      },
      {
        what: 'longest pause of any event while one is told to leave',
        unit: 'ms',
        measured: spreadOf(leave),
      },
    ];
  },
};

interface Pauses {
  readonly start: number;
  readonly join: number;
  readonly leave: number;
}

const measure = async (prefix: string): Promise<Pauses> => {
  const positions = sharedPositions();
  const [writer, one, other] = [0, 1, 2].map(() => openLog(prefix, positions));
  if (!writer || !one || !other) throw new Error('There are three logs.');
  await writer.ensureTopics([TOPICS.orders]);
  /** How long each event took from its append, as they are handled. */
  const delays: number[] = [];
  const handled = Promise.withResolvers<void>();
  const subscribe = (log: EventLog) =>
    log.subscribe({
      group: 'bench',
      topics: [TOPICS.orders],
      handle: async ({ records }) => {
        const now = performance.now();
        for (const { headers } of records) delays.push(now - Number(headers['at']));
        handled.resolve();
      },
    });
  const writing = keepWriting(writer);
  const started = performance.now();
  await subscribe(one);
  await handled.promise;
  const start = performance.now() - started;
  await sleep(SETTLED_MS);
  delays.length = 0;
  const second = await subscribe(other);
  await sleep(SETTLED_MS * 2);
  const join = Math.max(...delays);
  delays.length = 0;
  await second.close();
  await sleep(SETTLED_MS);
  const leave = Math.max(...delays);
  await writing.stop();
  await Promise.all([writer, one, other].map((log) => log.close()));
  return { start, join, leave };
};

const openLog = (prefix: string, positions: Positions): EventLog =>
  createKafkaEventLog({
    connection: { brokers: givenStack().brokers.split(',') },
    positions,
    partitions: PARTITIONS,
    replication: 1,
    prefix,
  });

/** The store's part is measured elsewhere. */
const sharedPositions = (): Positions => {
  const kept = new Map<number, number>();
  return {
    load: async () =>
      new Map([...kept].map(([partition, next]) => [partition, { next, mark: null }])),
    save: async (_group, _topic, partition, next) => {
      kept.set(partition, next);
      return next;
    },
  };
};

const keepWriting = (log: EventLog): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    for (let count = 0; !stopping.signal.aborted; count += 1) {
      const record: NewRecord = {
        key: `key-${count % KEYS}`,
        value: new Uint8Array(100),
        headers: { at: String(performance.now()) },
      };
      await log.append(TOPICS.orders, [record]);
      await sleep(EVERY_MS);
    }
  };
  const running = run();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
};
