import { setTimeout as sleep } from 'node:timers/promises';
import type { KeepAlive } from '../processes/keep-alive.js';
import type { FastCompany } from './fast-company.js';
import { resultOf, soapCall } from './soap-message.js';

/** What updates took, milliseconds per call. */
export interface Times {
  readonly send: number[];
  readonly receive: number[];
  /** Documents that were handed out and answered. */
  documents: number;
  /** With the fences. */
  requests: number;
  /** The newest set of documents with its answer. */
  sample: { readonly set: string; readonly answer: string } | null;
}

export const noTimes = (): Times => ({
  send: [],
  receive: [],
  documents: 0,
  requests: 0,
  sample: null,
});

export interface Login {
  readonly username: string;
  readonly password: string;
}

const PATH = 'C:\\Books\\Bench.qbw';
const WAIT_MS = 30;
/** More would measure how long the gateway waits, and not end. */
const MOST_WAITS = 400;

/** One update of a Web Connector, from the login to the goodbye; only sets that hold documents are counted. */
export const runUpdate = async (
  connection: KeepAlive,
  login: Login,
  {
    company,
    times,
    slow = { addMs: 0, roundTripMs: 0 },
  }: {
    readonly company: FastCompany;
    readonly times: Times;
    readonly slow?: { readonly addMs: number; readonly roundTripMs: number } | undefined;
  },
): Promise<void> => {
  const call = callThrough(connection);
  const [ticket = '', verdict] = await logIn(connection, login);
  if (verdict !== '') return;
  let introduction = company.introduction;
  let waits = 0;
  for (;;) {
    const asked = performance.now();
    const set = await call('sendRequestXML', {
      ticket,
      strHCPResponse: introduction,
      strCompanyFileName: PATH,
      qbXMLCountry: 'US',
      qbXMLMajorVers: 13,
      qbXMLMinorVers: 0,
    });
    const sent = performance.now() - asked;
    introduction = '';
    if (set === '') break;
    if (set === 'NoOp') {
      waits += 1;
      if (waits > MOST_WAITS) throw new Error('An update has nothing to do and does not end.');
      await sleep(WAIT_MS);
      continue;
    }
    const answer = company.process(set);
    const writes = set.match(WRITES)?.length ?? 0;
    if (slow.addMs > 0) await sleep(slow.roundTripMs + writes * slow.addMs);
    const told = performance.now();
    const percent = await call('receiveResponseXML', {
      ticket,
      response: answer,
      hresult: '',
      message: '',
    });
    const received = performance.now() - told;
    const documents = documentsIn(set);
    if (documents > 0) {
      times.send.push(sent);
      times.receive.push(received);
      times.documents += documents;
      times.requests += writes;
      times.sample = { set, answer };
    }
    if (Number(percent) < 0) throw new Error(await call('getLastError', { ticket }));
    if (percent === '100') break;
  }
  await call('closeConnection', { ticket });
};

/** A login that finds nothing to do, and the goodbye: what each Web Connector does every few minutes. */
export const pollIdle = async (connection: KeepAlive, login: Login): Promise<void> => {
  const [ticket = '', verdict] = await logIn(connection, login);
  if (verdict !== 'none') throw new Error(`An idle login was answered by ${verdict}.`);
  await callThrough(connection)('closeConnection', { ticket });
};

const callThrough =
  (connection: KeepAlive) =>
  async (operation: string, parameters: Parameters<typeof soapCall>[1]): Promise<string> => {
    const { body } = await connection.send(soapCall(operation, parameters));
    return resultOf(operation, body);
  };

const logIn = async (
  connection: KeepAlive,
  { username, password }: Login,
): Promise<readonly (string | undefined)[]> => {
  const parameters = { strUserName: username, strPassword: password };
  const answer = await callThrough(connection)('authenticate', parameters);
  return [...answer.matchAll(/<string>([^<]*)<\/string>|<string\s*\/>/g)].map(
    ([, text]) => text ?? '',
  );
};

const WRITES = /<\w+(?:Add|Mod)Rq /g;

/** The fence is no document. */
const documentsIn = (set: string): number =>
  (set.match(WRITES)?.length ?? 0) - (set.match(/<OtherName\w+Rq /g)?.length ?? 0);
