import { createHmac } from 'node:crypto';
import { z } from 'zod';
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

/** Makes and signs all requests before the clock runs. @returns the seconds that it took to have all answered by 200. */
const deliver = async (message: unknown): Promise<number> => {
  const job = deliveryJob.parse(message);
  const requests = Array.from({ length: job.count }, (_, index) => signedRequest(job, index));
  const connections = await Promise.all(
    Array.from({ length: job.concurrency }, () => keepAlive(job.port)),
  );
  let next = 0;
  const sendInTurn = async (connection: KeepAlive): Promise<void> => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      const { status, body } = await connection.send(request);
      if (status !== 200) throw new Error(`A delivery was answered by ${status}: ${body}`);
    }
  };
  const started = performance.now();
  await Promise.all(connections.map(sendInTurn));
  const seconds = (performance.now() - started) / 1000;
  for (const connection of connections) connection.close();
  return seconds;
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
