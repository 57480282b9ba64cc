import { z } from 'zod';
import { percentile } from '../measure/spread.js';
import { answerParent } from '../processes/answer-parent.js';
import { keepAlive, type KeepAlive } from '../processes/keep-alive.js';
import { createFastCompany } from './fast-company.js';
import { noTimes, pollIdle, runUpdate } from './run-update.js';
import { soapCall } from './soap-message.js';

export const updateJob = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['update', 'poll']),
    port: z.int(),
    logins: z.array(z.object({ username: z.string(), password: z.string() })),
    concurrency: z.int(),
    /** How long QuickBooks takes, milliseconds; absent: no time at all. */
    slow: z.object({ addMs: z.number(), roundTripMs: z.number() }).optional(),
  }),
  /** The same two calls again and again, to a server that does nothing with them. */
  z.object({
    kind: z.literal('pairs'),
    port: z.int(),
    count: z.int(),
    answer: z.string(),
    concurrency: z.int(),
  }),
]);
export type UpdateJob = z.infer<typeof updateJob>;

export const updateResult = z.object({
  seconds: z.number(),
  /** Documents and fences: every request of the counted sets. */
  requests: z.int(),
  pairs: z.int(),
  documents: z.int(),
  /** Milliseconds: percentiles over both calls of a round trip. */
  p50: z.number(),
  p99: z.number(),
  sample: z.object({ set: z.string(), answer: z.string() }).nullable(),
});
export type UpdateResult = z.infer<typeof updateResult>;

const company = createFastCompany();

const work = async (message: unknown): Promise<UpdateResult> => {
  const job = updateJob.parse(message);
  const times = noTimes();
  const queue = job.kind === 'pairs' ? Array.from({ length: job.count }, () => null) : job.logins;
  let next = 0;
  const workInTurn = async (connection: KeepAlive): Promise<void> => {
    for (let at = next++; at < queue.length; at = next++) {
      const login = queue[at];
      if (job.kind === 'pairs') await exchange(connection, job.answer, times);
      else if (login && job.kind === 'poll') await pollIdle(connection, login);
      else if (login) await runUpdate(connection, login, { company, times, slow: job.slow });
    }
  };
  const connections = await Promise.all(
    Array.from({ length: job.concurrency }, () => keepAlive(job.port)),
  );
  const started = performance.now();
  await Promise.all(connections.map(workInTurn));
  const seconds = (performance.now() - started) / 1000;
  for (const connection of connections) connection.close();
  const { documents, sample } = times;
  const calls = [...times.send, ...times.receive].toSorted((a, b) => a - b);
  const [p50, p99] = calls.length === 0 ? [0, 0] : [percentile(calls, 50), percentile(calls, 99)];
  return {
    seconds,
    requests: times.requests,
    pairs: times.send.length,
    documents,
    p50,
    p99,
    sample,
  };
};

const TICKET = '00000000-0000-0000-0000-000000000000';

const exchange = async (
  connection: KeepAlive,
  response: string,
  times: ReturnType<typeof noTimes>,
): Promise<void> => {
  const asked = performance.now();
  await connection.send(
    soapCall('sendRequestXML', {
      ticket: TICKET,
      strHCPResponse: '',
      strCompanyFileName: '',
      qbXMLCountry: 'US',
      qbXMLMajorVers: 13,
      qbXMLMinorVers: 0,
    }),
  );
  const told = performance.now();
  times.send.push(told - asked);
  await connection.send(
    soapCall('receiveResponseXML', { ticket: TICKET, response, hresult: '', message: '' }),
  );
  times.receive.push(performance.now() - told);
};

answerParent(work);
