import { createClientAsync } from 'soap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, LIVE_TICKET, sendRaw, serveFront } from './soap-fixture.features.js';

type Served = Awaited<ReturnType<typeof serveFront>>;
let served: Served;
beforeAll(async () => {
  served = await serveFront({ bodyDeadlineMs: 400 });
});
afterAll(() => served.close());

const XML = { 'Content-Type': 'text/xml; charset=utf-8' };
const CLOSE = call('closeConnection', '<ticket>t</ticket>');
const post = (body: string, headers: Record<string, string> = XML) =>
  fetch(served.url, { method: 'POST', body, headers });

const large = (ticket: string) =>
  post(
    call(
      'receiveResponseXML',
      `<ticket>${ticket}</ticket><response>${'&lt;a/&gt;'.repeat(300_000)}</response>`,
    ),
  );
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

describe('the Web Connector address', () => {
  it('serves a client that was made from its own description', async () => {
    const client = await createClientAsync(`${served.url}?wsdl`, { endpoint: served.url });
    const answers = [];
    for (const [operation, given] of [
      ['serverVersion', {}],
      ['clientVersion', { strVersion: '2.3.0.215' }],
      ['authenticate', { strUserName: 'u', strPassword: 'p' }],
      [
        'sendRequestXML',
        {
          ticket: 't',
          strHCPResponse: '',
          strCompanyFileName: 'C:\\a.qbw',
          qbXMLCountry: 'US',
          qbXMLMajorVers: 13,
          qbXMLMinorVers: 0,
        },
      ],
      ['receiveResponseXML', { ticket: 't', response: '<QBXML/>', hresult: '', message: '' }],
      ['connectionError', { ticket: 't', hresult: '0x80040408', message: 'm' }],
      ['getLastError', { ticket: 't' }],
      ['closeConnection', { ticket: 't' }],
      ['getInteractiveURL', { wcTicket: 't', sessionID: 's' }],
      ['interactiveRejected', { wcTicket: 't', reason: 'r' }],
      ['interactiveDone', { wcTicket: 't' }],
    ] as const) {
      const [result] = await client[`${operation}Async`](given);
      answers.push(result[`${operation}Result`]);
    }
    expect(answers).toEqual([
      'ml-connector',
      '',
      { string: [LIVE_TICKET, ''] },
      '<?xml version="1.0"?><QBXML>&#233; "x" ]]></QBXML>',
      100,
      'done',
      'NoOp',
      'OK',
      '',
      'ml-connector has no interactive mode.',
      'Done',
    ]);
  });

  it('shows a person a page and the description its own public address', async () => {
    const page = await fetch(served.url);
    const wsdl = await (await fetch(`${served.url}?wsdl`)).text();
    expect([page.status, (await page.text()).includes('Web Connector')]).toEqual([200, true]);
    expect(wsdl).toContain('location="https://books.example/sub&amp;path/qbwc"');
  });

  it.each([
    ['a wrong method', { method: 'PUT', body: CLOSE, headers: XML }, 405],
    [
      'gzip',
      { method: 'POST', body: 'garbage', headers: { ...XML, 'Content-Encoding': 'gzip' } },
      415,
    ],
    [
      'SOAP 1.2',
      { method: 'POST', body: CLOSE, headers: { 'Content-Type': 'application/soap+xml' } },
      415,
    ],
    [
      'attachments',
      { method: 'POST', body: CLOSE, headers: { 'Content-Type': 'multipart/related' } },
      415,
    ],
    [
      'a strange charset',
      { method: 'POST', body: CLOSE, headers: { 'Content-Type': 'text/xml; charset=utf-7' } },
      415,
    ],
    [
      'UTF-16',
      {
        method: 'POST',
        body: Buffer.from(`\uFEFF${CLOSE}`, 'utf16le'),
        headers: { 'Content-Type': 'text/xml' },
      },
      415,
    ],
    ['broken UTF-8', { method: 'POST', body: Buffer.from([0x3c, 0xc3, 0x28]), headers: XML }, 500],
    [
      'a large body',
      { method: 'POST', body: call('closeConnection', 'x'.repeat(70_000)), headers: XML },
      413,
    ],
    [
      'an action that is not the body',
      {
        method: 'POST',
        body: CLOSE,
        headers: { ...XML, SOAPAction: '"http://developer.intuit.com/authenticate"' },
      },
      500,
    ],
    [
      'an action of somebody else',
      { method: 'POST', body: CLOSE, headers: { ...XML, SOAPAction: '"urn:x"' } },
      500,
    ],
    ['no envelope', { method: 'POST', body: '<script>alert(1)</script>', headers: XML }, 500],
  ])('refuses %s with the same dull words', async (_, request, status) => {
    const before = served.asked.length;
    const answer = await fetch(served.url, request);
    const text = await answer.text();
    expect([answer.status, served.asked.length - before]).toEqual([status, 0]);
    expect(text).not.toMatch(/script|garbage|at .*\.ts|node_modules/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('takes an answer of megabytes for a live ticket only', async () => {
    const unknown = await large('guessed').then(
      (answer) => answer.status,
      () => 413,
    );
    expect([(await large(LIVE_TICKET)).status, unknown]).toEqual([200, 413]);
  });

  it('refuses what is too large even for a live ticket', async () => {
    const body = call(
      'receiveResponseXML',
      `<ticket>${LIVE_TICKET}</ticket><response>${'x'.repeat(11_000_000)}</response>`,
    );
    expect(
      await post(body).then(
        (answer) => answer.status,
        () => 413,
      ),
    ).toBe(413);
  });

  it('does not raise its limit for another operation that names the answer in its text', async () => {
    const body = call(
      'clientVersion',
      `<strVersion>receiveResponseXML>&lt;ticket>${LIVE_TICKET}&lt;${'x'.repeat(80_000)}</strVersion>`,
    );
    expect(
      await post(body).then(
        (answer) => answer.status,
        () => 413,
      ),
    ).toBe(413);
  });

  it('accepts Latin-1 and a missing Content-Type', async () => {
    const body = Buffer.from(
      call('authenticate', '<strUserName>caf\u00e9</strUserName>').replace('utf-8', 'iso-8859-1'),
      'latin1',
    );
    const raw = `POST /qbwc HTTP/1.0\r\nContent-Length: ${body.length}\r\n\r\n`;
    const answer = await sendRaw(served.port, Buffer.concat([Buffer.from(raw), body]));
    expect(answer).toMatch(/^HTTP\/1\.[01] 200/);
    expect(served.asked.at(-1)?.with).toEqual({ userName: 'caf\u00e9', password: '' });
  });

  it('accepts chunks and waits to be told to continue', async () => {
    const half = Math.floor(CLOSE.length / 2);
    const answer = await sendRaw(
      served.port,
      'POST /qbwc HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\nContent-Type: text/xml\r\n' +
        `SOAPAction: http://developer.intuit.com/closeConnection\r\n\r\n${chunk(CLOSE.slice(0, half))}${chunk(CLOSE.slice(half))}0\r\n\r\n`,
    );
    expect(answer).toContain('<closeConnectionResult>OK</closeConnectionResult>');
  });

  it('S25: tells a stranger nothing of what went wrong inside, and the log all of it', async () => {
    const broken = await serveFront({
      other: { closeConnection: () => Promise.reject(new Error('secret inside at /srv/x.ts:1')) },
    });
    try {
      const answer = await fetch(broken.url, { method: 'POST', body: CLOSE, headers: XML });
      const text = await answer.text();
      expect([answer.status, text]).toEqual([500, expect.stringContaining('Internal error')]);
      expect(text).not.toMatch(/secret|\.ts|stack/i);
      expect(broken.lines.map(({ event }) => event)).toEqual(['soap.internal']);
      const after = await fetch(broken.url, {
        method: 'POST',
        body: call('serverVersion', ''),
        headers: XML,
      });
      expect(after.status).toBe(200);
    } finally {
      await broken.close();
    }
  });

  it('gives up on a body that never ends', async () => {
    const answer = await sendRaw(
      served.port,
      'POST /qbwc HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\n\r\n<soap',
      3_000,
    );
    expect(answer).toContain('408');
  });
});
