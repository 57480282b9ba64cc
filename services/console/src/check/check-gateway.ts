import { isIP } from 'node:net';
import { type Clock, isoTime } from '@ml-connector/kernel';
import { z } from 'zod';
import { qbwcUrl } from '../connections/connection-view.js';
import type { Check } from './connection-check.js';

const TIMEOUT_MS = 5_000;

/**
 * Calls our own public address as the Web Connector would: by its WSDL, with SOAP. At most ten seconds.
 */
export const checkGateway = async (publicUrl: string, clock: Clock): Promise<readonly Check[]> => {
  const checkedAt = isoTime(clock.now());
  const problem = addressProblem(publicUrl);
  return [
    {
      name: 'web-connector-address',
      state: problem === null ? 'ok' : 'problem',
      sentence: problem ?? `The Web Connector accepts the address ${qbwcUrl(publicUrl)}.`,
      checkedAt,
    },
    { name: 'web-connector', ...(await callServerVersion(publicUrl)), checkedAt },
  ];
};

/** Why the Web Connector would refuse the address in a `.qwc` file; `null` if it would not. */
export const addressProblem = (publicUrl: string): string | null => {
  const { protocol, hostname } = new URL(publicUrl);
  const fix = 'Set ML_PUBLIC_URL to the https address under which this service is reached.';
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0)
    return `The Web Connector refuses an IP address (${hostname}). ${fix}`;
  // Plain http passes only for the machine itself and for names of the local network, which have no dot.
  const isLocal = hostname === 'localhost' || !hostname.includes('.');
  return protocol === 'https:' || isLocal ? null : `The Web Connector wants https. ${fix}`;
};

const answerSchema = z
  .tuple([z.looseObject({ serverVersionResult: z.string() })])
  .rest(z.unknown());

const callServerVersion = async (publicUrl: string): Promise<Pick<Check, 'state' | 'sentence'>> => {
  const url = qbwcUrl(publicUrl);
  try {
    // Loaded where somebody asks for a check: a process at rest need not hold it in memory.
    const { createClientAsync } = await import('soap');
    const client = await createClientAsync(`${url}?wsdl`, {
      endpoint: url,
      disableCache: true,
      wsdl_options: { timeout: TIMEOUT_MS, maxRedirects: 0 },
    });
    const call: unknown = Reflect.get(client, 'serverVersionAsync');
    if (typeof call !== 'function')
      return failed(url, 'its WSDL does not describe the Web Connector service');
    const answer = answerSchema.safeParse(
      await Reflect.apply(call, client, [{}, { timeout: TIMEOUT_MS, maxRedirects: 0 }]),
    );
    return answer.success
      ? {
          state: 'ok',
          sentence: `${url} answers as the Web Connector expects (version ${answer.data[0].serverVersionResult.slice(0, 40)}).`,
        }
      : failed(url, 'it gives another answer than a Web Connector service');
  } catch (error) {
    return failed(url, whyOf(error));
  }
};

const failed = (url: string, why: string): Pick<Check, 'state' | 'sentence'> => ({
  state: 'problem',
  sentence: `${url} cannot be reached as the Web Connector would: ${why}. Check ML_PUBLIC_URL, DNS, the certificate and the proxy in front of this service.`,
});

const errorSchema = z.object({
  code: z.string().optional(),
  response: z.object({ status: z.int() }).optional(),
});

const whyOf = (error: unknown): string => {
  const { code, response } = errorSchema.safeParse(error).data ?? {};
  if (response) return `it answered with status ${response.status}`;
  return code === undefined ? 'it did not answer with a WSDL' : `the call failed (${code})`;
};
