import { chunked, type Message } from './speak.js';
import { call, envelope, NS, SOAP_NS } from './soap-message.js';

/** A client that nobody here wrote, asking for the version of the server, or closing a ticket of nobody. */
export interface ForeignClient {
  readonly what: string;
  readonly message: Message;
  /** What it is told. */
  readonly result: string;
}

const VERSION = 'ml-connector 0.1';
const asks = call('serverVersion');
const XSD =
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

const client = (what: string, message: Message, result = VERSION): ForeignClient => ({
  what,
  message,
  result,
});
const typed = (type: string, body: string | Uint8Array = asks): Message => ({
  body,
  headers: { 'Content-Type': type },
});
const head = (...lines: readonly string[]): string =>
  ['POST /qbwc HTTP/1.1', 'Host: localhost', 'Connection: close', ...lines, '', ''].join('\r\n');
const length = (text: string): string => `Content-Length: ${Buffer.byteLength(text)}`;
const half = Math.floor(asks.length / 2);

/** Each is answered right. */
export const FOREIGN_CLIENTS: readonly ForeignClient[] = [
  client('.NET, as the Web Connector writes', {
    body: `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${SOAP_NS}" ${XSD}><soap:Body><serverVersion xmlns="${NS}" /></soap:Body></soap:Envelope>`,
    headers: {
      'User-Agent': 'Mozilla/4.0 (compatible; MSIE 6.0; MS Web Services Client Protocol 4.0.30319)',
      SOAPAction: `"${NS}serverVersion"`,
    },
  }),
  client('.NET, with a declaration of double quotes, a mark of byte order and line ends', {
    body: `\uFEFF<?xml version="1.0" encoding="UTF-8" standalone="no"?>\r\n<soap:Envelope xmlns:soap="${SOAP_NS}">\r\n  <soap:Body>\r\n    <serverVersion xmlns="${NS}" />\r\n  </soap:Body>\r\n</soap:Envelope>\r\n`,
  }),
  client(
    'with prefixes of its own on everything',
    {
      body: `<SOAP-ENV:Envelope xmlns:SOAP-ENV="${SOAP_NS}" xmlns:n="${NS}"><SOAP-ENV:Header/><SOAP-ENV:Body><n:closeConnection><n:ticket>x</n:ticket></n:closeConnection></SOAP-ENV:Body></SOAP-ENV:Envelope>`,
    },
    'OK',
  ),
  client('with SOAP as the default namespace', {
    body: `<Envelope xmlns="${SOAP_NS}"><Body><serverVersion xmlns="${NS}"/></Body></Envelope>`,
  }),
  client('with headers that need not be understood', {
    body: envelope(
      `<serverVersion xmlns="${NS}"/>`,
      '<soap:Header><a:b xmlns:a="urn:a" soap:mustUnderstand="0">text</a:b></soap:Header>',
    ),
  }),
  client(
    'with the parameters in another order, and some left out',
    {
      body: call('connectionError', '<message>m</message><ticket>x</ticket>'),
    },
    'done',
  ),
  client('with a parameter that an old description names', {
    body: call('serverVersion', '<strVersion>2.3</strVersion>'),
  }),
  client(
    'with the answer as CDATA',
    {
      body: call(
        'receiveResponseXML',
        '<ticket>x</ticket><response><![CDATA[<QBXML/>]]></response>',
      ),
    },
    '-1',
  ),
  client('with comments between the elements', {
    body: envelope(`<!-- one --><serverVersion xmlns="${NS}"/><!-- two -->`),
  }),
  client('without a declaration', { body: asks.replace(/^<\?[^>]*\?>/, '') }),
  client('without a SOAPAction', { body: asks, headers: { SOAPAction: '-' } }),
  client('with an empty SOAPAction', { body: asks, headers: { SOAPAction: '""' } }),
  client('with a SOAPAction without quotes', {
    body: asks,
    headers: { SOAPAction: `${NS}serverVersion` },
  }),
  client('that calls its content application/xml', typed('application/xml')),
  client('that names no charset', typed('text/xml')),
  client('that writes the charset in capitals and quotes', typed('text/xml; charset="UTF-8"')),
  client('that writes the charset as utf8', typed('text/xml;charset=utf8')),
  client('that says nothing of its content', typed('-')),
  client(
    'that speaks Latin-1',
    typed(
      'text/xml; charset=iso-8859-1',
      Buffer.from(
        call('closeConnection', '<ticket>caf\u00e9</ticket>').replace('utf-8', 'iso-8859-1'),
        'latin1',
      ),
    ),
    'OK',
  ),
  client(
    'that speaks Windows-1252',
    typed(
      'text/xml; charset=windows-1252',
      Buffer.concat([
        Buffer.from(call('closeConnection', '<ticket>|</ticket>').split('|')[0] ?? ''),
        Buffer.from([0x80]),
        Buffer.from('</ticket></closeConnection></soap:Body></soap:Envelope>'),
      ]),
    ),
    'OK',
  ),
  client('that speaks plain ASCII', typed('text/xml; charset=us-ascii')),
  client('of HTTP/1.0', { body: asks, version: '1.0', headers: { Host: '-', Connection: '-' } }),
  client('that waits to be told to continue', { body: asks, headers: { Expect: '100-continue' } }),
  client('that sends chunks', {
    pieces: [
      head('Content-Type: text/xml', 'Transfer-Encoding: chunked'),
      chunked(asks.slice(0, half), asks.slice(half)),
    ],
    pauseMs: 20,
  }),
  client('that sends chunks with extensions and trailers', {
    pieces: [
      head('Content-Type: text/xml', 'Transfer-Encoding: chunked', 'Trailer: X'),
      `${Buffer.byteLength(asks).toString(16)};a=b\r\n${asks}\r\n0\r\nX: y\r\n\r\n`,
    ],
  }),
  client('that splits its request in the middle of a header and of a tag', {
    pieces: [
      head(length(asks)).slice(0, 30),
      head(length(asks)).slice(30),
      asks.slice(0, half),
      asks.slice(half),
    ],
    pauseMs: 30,
  }),
  client(
    'that splits a character of UTF-8',
    {
      pieces: (() => {
        const body = Buffer.from(call('closeConnection', '<ticket>\u00e9</ticket>'));
        const at = body.indexOf(0xc3) + 1;
        return [
          head('Content-Type: text/xml', `Content-Length: ${body.length}`),
          body.subarray(0, at),
          body.subarray(at),
        ];
      })(),
      pauseMs: 30,
    },
    'OK',
  ),
  client('that calls the path with a slash at the end', { body: asks, path: '/qbwc/' }),
  client('that calls with a query', { body: asks, path: '/qbwc?op=serverVersion' }),
  client('that calls the host by an address of IPv6', {
    pieces: [
      `POST /qbwc HTTP/1.1\r\nHost: [::1]:80\r\nConnection: close\r\n${length(asks)}\r\n\r\n`,
      asks,
    ],
  }),
];
