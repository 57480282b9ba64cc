import { createChance, type Chance } from '../../simulation/chance.features.js';
import { openWorld, type World } from '../../world/gateway-world.features.js';
import { planCustomer, planInvoice } from '../../world/planned-postings.features.js';
import { decodeBody } from '../charset.js';
import { dispatchCall } from '../dispatch-call.js';
import { readCall } from '../read-call.js';
import { call, envelope } from '../soap-fixture.features.js';
import { SoapRefusal } from '../soap-refusal.js';
import { writeAnswer } from '../write-answer.js';
import { mutate } from './mutate.features.js';

const LONGEST_MS = 2_000;
const PATH = 'C:\\Books\\Shop.qbw';

/** What one input led to, where it is not as it should be. */
export type Finding = string | null;

export interface FuzzTarget {
  /** Sends what the seed makes of the corpus. */
  readonly fuzz: (seed: number) => Promise<Finding>;
  readonly close: () => Promise<void>;
}

/** The gateway on a real store, in front of it the reader of envelopes, behind it a QuickBooks that answers nonsense. */
export const openFuzzTarget = async (): Promise<FuzzTarget> => {
  const world = await openWorld();
  for (let order = 1; order <= 40; order += 1) {
    if (order % 10 === 1) await planCustomer(world, `Customer ${order}`);
    await planInvoice(world, order, `Customer ${order - ((order - 1) % 10)}`);
  }
  let ticket = '';
  const answers: Buffer[] = [];

  const serve = async (body: Buffer): Promise<string> => {
    const asked = readCall(decodeBody('text/xml; charset=utf-8', body));
    return writeAnswer(asked.operation, await dispatchCall(world.calls, asked));
  };
  const serveAnswer = async (chance: Chance): Promise<Buffer> => {
    const { calls, credentials, quickBooks } = world;
    let request = ticket === '' ? '' : await calls.sendRequestXML(asking(ticket));
    if (request === '' || request === 'NoOp') {
      world.time.now += 61_000;
      [ticket = ''] = await calls.authenticate(credentials.username, credentials.password);
      request = await calls.sendRequestXML(asking(ticket));
    }
    const real = request.startsWith('<') ? quickBooks.execute(request) : '<QBXML/>';
    if (answers.length < 200) answers.push(Buffer.from(real));
    return mutate(chance, Buffer.from(real), answers);
  };
  return {
    async fuzz(seed) {
      const chance = createChance(seed);
      const began = performance.now();
      world.lines.length = 0;
      let sent: Buffer = Buffer.alloc(0);
      try {
        if (chance.happens(0.5)) {
          sent = mutate(chance, chance.oneOf(CORPUS), CORPUS);
          await serve(sent);
        } else {
          sent = await serveAnswer(chance);
          const given = { ticket, response: sent.toString(), hresult: '', message: '' };
          await world.calls.receiveResponseXML(given);
        }
      } catch (error) {
        if (!(error instanceof SoapRefusal)) return finding(sent, `threw ${String(error)}`);
      }
      const ms = performance.now() - began;
      if (ms > LONGEST_MS) return finding(sent, `took ${Math.round(ms)} ms`);
      const failed = world.lines.find(({ event }) => event === 'call.failed');
      return failed ? finding(sent, `failed inside: ${describe(failed.fields)}`) : null;
    },
    close: () => world.close(),
  };
};

const asking = (ticket: string): Parameters<World['calls']['sendRequestXML']>[0] => ({
  ticket,
  hcpResponse: '',
  companyFileName: PATH,
  country: 'US',
  majorVersion: '16',
  minorVersion: '0',
});

const describe = (fields: unknown): string => {
  const error =
    typeof fields === 'object' && fields !== null && 'error' in fields ? fields.error : fields;
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
};

const finding = (input: Buffer, what: string): string =>
  `${what}\ninput (base64): ${input.subarray(0, 4_000).toString('base64')}`;

const one = (text: string): Buffer => Buffer.from(text);
const CORPUS: readonly [Buffer, ...Buffer[]] = [
  one(call('serverVersion', '')),
  one(call('clientVersion', '<strVersion>2.3.0.215</strVersion>')),
  one(call('authenticate', '<strUserName>ml-a</strUserName><strPassword>b</strPassword>')),
  one(
    call(
      'sendRequestXML',
      '<ticket>t</ticket><strHCPResponse>&lt;QBXML/&gt;</strHCPResponse><strCompanyFileName>C:\\a.qbw</strCompanyFileName><qbXMLCountry>US</qbXMLCountry><qbXMLMajorVers>13</qbXMLMajorVers><qbXMLMinorVers>0</qbXMLMinorVers>',
    ),
  ),
  one(
    call(
      'receiveResponseXML',
      '<ticket>t</ticket><response><![CDATA[<QBXML a="1"/>]]></response><hresult/><message/>',
    ),
  ),
  one(
    call('connectionError', '<ticket>t</ticket><hresult>0x80040408</hresult><message>m</message>'),
  ),
  one(call('getLastError', '<ticket>t</ticket>')),
  one(call('closeConnection', '<ticket>t</ticket>')),
  one(call('interactiveDone', '<wcTicket>t</wcTicket>')),
  one(envelope('')),
  one(
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:q="http://developer.intuit.com/"><e:Header><w:a xmlns:w="urn:w">text</w:a></e:Header><e:Body><q:closeConnection><q:ticket>t</q:ticket></q:closeConnection></e:Body></e:Envelope>',
  ),
];
