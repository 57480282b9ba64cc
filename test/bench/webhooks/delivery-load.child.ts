import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { percentile } from '../measure/spread.js';
import { answerParent } from '../processes/answer-parent.js';
import { keepAlive, requestBytes, type KeepAlive } from '../processes/keep-alive.js';
import { orderFrom } from './order-bodies.js';

export const deliveryJob = z.object({
  port: z.int(),
  /** Where to, and the secret to sign with; in turn. */
  targets: z.array(z.object({ path: z.string(), secret: z.string() })),
  /** Ids of the first order and how many, or one order many times. */
  firstId: z.int(),
  count: z.int(),
  distinct: z.boolean(),
  concurrency: z.int(),
});
export type DeliveryJob = z.infer<typeof deliveryJob>;

export const deliveryResult = z.object({
  /** Until all were answered by 200. */
  seconds: z.number(),
  /** Milliseconds from a request to its answer. */
  p50: z.number(),
  p99: z.number(),
});

/** Makes and signs all requests before the clock runs. */
const deliver = async (message: unknown): Promise<z.infer<typeof deliveryResult>> => {
  const job = deliveryJob.parse(message);
  const requests = Array.from({ length: job.count }, (_, index) => signedRequest(job, index));
  const connections = await Promise.all(
    Array.from({ length: job.concurrency }, () => keepAlive(job.port)),
  );
  let next = 0;
  const times: number[] = [];
  const sendInTurn = async (connection: KeepAlive): Promise<void> => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      const asked = performance.now();
      const { status, body } = await connection.send(request);
      times.push(performance.now() - asked);
      if (status !== 200) throw new Error(`A delivery was answered by ${status}: ${body}`);
    }
  };
  const started = performance.now();
  await Promise.all(connections.map(sendInTurn));
  const seconds = (performance.now() - started) / 1000;
  for (const connection of connections) connection.close();
  times.sort((a, b) => a - b);
  return { seconds, p50: percentile(times, 50), p99: percentile(times, 99) };
};

const signedRequest = ({ targets, firstId, distinct }: DeliveryJob, index: number): Buffer => {
  const target = targets[index % targets.length];
  if (!target) throw new Error('There is nobody to deliver to.');
  const body = JSON.stringify(orderFrom(distinct ? firstId + index : firstId));
  return requestBytes(
    target.path,
    {
      'content-type': 'application/json',
      'x-wc-webhook-resource': 'order',
      'x-wc-webhook-signature': createHmac('sha256', target.secret).update(body).digest('base64'),
    },
    body,
  );
};

answerParent(deliver);
