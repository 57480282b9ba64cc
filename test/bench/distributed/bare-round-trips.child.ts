import { Kafka, logLevel } from 'kafkajs';
import mongoose from 'mongoose';
import type { z } from 'zod';
import { answerParent } from '../processes/answer-parent.js';
import { bareJob, type bareResult } from './bare-job.js';

const [, , uri = '', brokers = ''] = process.argv;
const NAME = `bench-bare-qbwc-${process.pid}`;
/** About a posting with its sealed request, a sealed set, and an event of them. */
const TEXT = 'x'.repeat(2_500);

const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
await admin.createTopics({ topics: [{ topic: NAME, numPartitions: 12 }] });
await admin.disconnect();
const producer = kafka.producer({ allowAutoTopicCreation: false });
await producer.connect();
const connection = await mongoose
  .createConnection(uri, { dbName: NAME, maxPoolSize: 20, w: 'majority', journal: true })
  .asPromise();
const documents = connection.collection<{ _id: string; version: number; value: string }>('all');

const read = async (times: number, id: string): Promise<void> => {
  for (let time = 0; time < times; time += 1) await documents.findOne({ _id: id });
};
const write = async (times: number, id: string): Promise<void> => {
  for (let time = 0; time < times; time += 1)
    await documents.replaceOne({ _id: id }, { version: time, value: TEXT });
};
const insert = async (id: string): Promise<void> => {
  await documents.insertOne({ _id: id, version: 1, value: TEXT });
};
const append = async (key: string, count: number): Promise<void> => {
  const messages = Array.from({ length: count }, () => ({ key, value: TEXT }));
  await producer.send({ topic: NAME, acks: -1, messages });
};

let trips = 0;

/** One after the other, as the gateway waits for each: what it reads, writes and appends for a set of one document. */
const roundTrip = async (): Promise<void> => {
  trips += 1;
  const id = String(trips % 500);
  await read(SEND.reads, id);
  await write(SEND.writes, id);
  await insert(`set-${trips}`);
  await append(id, SEND.events);
  await read(RECEIVE.reads, id);
  await write(RECEIVE.writes, id);
  await insert(`answer-${trips}`);
  await append(id, RECEIVE.events);
};

/** An estimate from the code of the gateway: session, company, postings, set, answer (docs/benchmarks.md). */
const SEND = { reads: 9, writes: 4, events: 2 };
const RECEIVE = { reads: 9, writes: 5, events: 3 };

const work = async (message: unknown): Promise<z.infer<typeof bareResult>> => {
  const { pairs, concurrency } = bareJob.parse(message);
  for (let id = 0; id < 500; id += 1)
    await documents.updateOne(
      { _id: String(id) },
      { $setOnInsert: { version: 1, value: TEXT } },
      { upsert: true },
    );
  let left = pairs;
  const inTurn = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await roundTrip();
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: concurrency }, inTurn));
  return { seconds: (performance.now() - started) / 1_000 };
};

answerParent(work);
