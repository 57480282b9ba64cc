import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Kafka, logLevel } from 'kafkajs';
import { serveUntilKilled } from '../processes/serve-until-killed.js';
import { BARE_SECRET } from '../webhooks/bare-secret.js';

const [, , broker = ''] = process.argv;
const TOPIC = `bench-bare-${process.pid}`;
const PARTITIONS = 12;
const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: PARTITIONS }] });
await admin.disconnect();
const producer = kafka.producer({ allowAutoTopicCreation: false });
await producer.connect();

const isSigned = (request: IncomingMessage, body: Buffer): boolean => {
  const given = Buffer.from(String(request.headers['x-wc-webhook-signature']), 'base64');
  const right = createHmac('sha256', BARE_SECRET).update(body).digest();
  return given.length === right.length && timingSafeEqual(given, right);
};

let requests = 0;
const keep = async (body: Buffer): Promise<void> => {
  requests += 1;
  await producer.send({
    topic: TOPIC,
    acks: -1,
    messages: [{ key: String(requests), value: body }],
  });
};

const answer = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { 'content-length': 0 }).end();
};

/** The least that a durable webhook receiver on Kafka can do: read, check the signature, send, answer. */
serveUntilKilled((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    if (!isSigned(request, body)) answer(response, 401);
    else
      keep(body).then(
        () => answer(response, 200),
        () => answer(response, 503),
      );
  });
});
