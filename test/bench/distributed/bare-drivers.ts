import { Kafka, logLevel, type EachBatchPayload } from 'kafkajs';
import mongoose from 'mongoose';
import type { StackAddress } from '../../harness/stack.js';

/** Bytes of a sealed order, and of a posting with its sealed request: about what the product keeps. */
const POSTING = 'x'.repeat(2_500);
const AT_ONCE = 500;
const PARTITIONS = 12;

/**
 * What mapping reads and writes, by the bare drivers and nothing in between: events from Kafka in batches, each parsed; a
 * look-up of what is known; a document for the order and two for its postings; the events of these to Kafka; both postings
 * once more, told; and the position.
 */
export const openBareDrivers = async ({ brokers, mongodbUri }: StackAddress) => {
  const name = `bench-bare-${process.pid}-${Date.now()}`;
  const [observed, told] = [`${name}.observed`, `${name}.told`];
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({
    topics: [observed, told].map((topic) => ({ topic, numPartitions: PARTITIONS })),
  });
  await admin.disconnect();
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const connection = await mongoose
    .createConnection(mongodbUri, { dbName: name, w: 'majority', journal: true })
    .asPromise();
  const [orders, postings, positions] = ['orders', 'postings', 'positions'].map((collection) =>
    connection.collection<{ _id: string; version: number; value: unknown }>(collection),
  );
  if (!orders || !postings || !positions) throw new Error('There are three collections.');
  let handled = 0;
  let [goal, reached] = [0, Promise.withResolvers<void>()];

  const write = async (documents: readonly { readonly id: string; readonly value: unknown }[]) => {
    const ids = documents.map(({ id }) => id);
    await orders.find({ _id: { $in: ids } }).toArray();
    await orders.insertMany(documents.map(({ id, value }) => ({ _id: id, version: 1, value })));
    const planned = ids.flatMap((id) => [`${id}|invoice`, `${id}|payment`]);
    await postings.insertMany(
      planned.map((_id) => ({ _id, version: 1, value: { outbox: true, POSTING } })),
    );
    await producer.send({
      topic: told,
      acks: -1,
      messages: planned.map((key) => ({ key, value: POSTING })),
    });
    await postings.bulkWrite(
      planned.map((_id) => ({
        replaceOne: {
          filter: { _id, version: 1 },
          replacement: { version: 2, value: { outbox: false, POSTING } },
        },
      })),
      { ordered: false },
    );
  };

  const handle = async ({ batch }: EachBatchPayload): Promise<void> => {
    for (let start = 0; start < batch.messages.length; start += AT_ONCE) {
      const some = batch.messages.slice(start, start + AT_ONCE);
      await write(
        some.map(({ value }) => {
          const event: { readonly id: string } = JSON.parse(String(value));
          return { id: event.id, value: event };
        }),
      );
      await positions.updateOne(
        { _id: String(batch.partition) },
        { $set: { value: some.at(-1)?.offset } },
        { upsert: true },
      );
      handled += some.length;
      if (handled >= goal) reached.resolve();
    }
  };
  const consumer = kafka.consumer({ groupId: name, minBytes: 1, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: [observed], fromBeginning: true });
  await consumer.run({ eachBatch: handle, partitionsConsumedConcurrently: PARTITIONS });

  return {
    /** Appends the events, and waits until all of it is written. */
    async run(records: readonly string[]): Promise<void> {
      goal = handled + records.length;
      reached = Promise.withResolvers<void>();
      for (let start = 0; start < records.length; start += AT_ONCE)
        await producer.send({
          topic: observed,
          acks: -1,
          messages: records
            .slice(start, start + AT_ONCE)
            .map((value, index) => ({ key: String(start + index), value })),
        });
      await reached.promise;
    },
    async close(): Promise<void> {
      await consumer.disconnect();
      await producer.disconnect();
      await connection.dropDatabase();
      await connection.close();
    },
  };
};
