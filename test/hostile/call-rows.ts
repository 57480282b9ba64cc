import {
  CLOSE,
  fault,
  inBody,
  luring,
  parse,
  plain,
  shape,
  type HostileRow,
} from './hostile-row.js';
import type { Message } from './speak.js';
import { call, envelope, NS, SOAP_NS } from './soap-message.js';

const action = (value: string, body = CLOSE): Message => ({ body, headers: { SOAPAction: value } });

export const CALLS: readonly HostileRow[] = [
  ...['dropTables', 'constructor', '__proto__', 'toString', 'hasOwnProperty'].map((name) =>
    fault('S11', `an operation called ${name}`, call(name), 'soap.operation'),
  ),
  fault(
    'S11',
    'an operation of another namespace',
    envelope('<closeConnection xmlns="urn:x"/>'),
    'soap.operation',
  ),
  plain(
    'S12',
    'an action that is not the body',
    action(`"${NS}sendRequestXML"`),
    [500],
    'soap.action',
  ),
  plain('S12', 'an action of somebody else', action('"urn:closeConnection"'), [500], 'soap.action'),
  plain('S12', 'an action called __proto__', action(`"${NS}__proto__"`), [500], 'soap.action'),
  fault(
    'S14',
    'two bodies',
    envelope(`</soap:Body><soap:Body><closeConnection xmlns="${NS}"/>`),
    shape,
  ),
  fault(
    'S14',
    'a body before the header',
    `<soap:Envelope xmlns:soap="${SOAP_NS}"><soap:Body/><soap:Header/></soap:Envelope>`,
    shape,
  ),
  fault('S14', 'text outside', envelope(`text<closeConnection xmlns="${NS}"/>`), shape),
  fault(
    'S14',
    'two operations',
    envelope(`<closeConnection xmlns="${NS}"/><closeConnection xmlns="${NS}"/>`),
    shape,
  ),
  fault('S14', 'two roots', `${CLOSE}${CLOSE}`, parse),
  ...[
    ['two tickets', '<ticket>a</ticket><ticket>b</ticket>'],
    ['an element in a ticket', '<ticket><a/></ticket>'],
    ['an operator in a ticket', '<ticket><_ne>1</_ne></ticket>'],
    ['a reference', '<ticket href="#1"/>'],
    ['a type', '<ticket xmlns:i="urn:i" i:type="Map">x</ticket>'],
    ['nil', '<ticket xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>'],
    ['an unknown parameter', '<tickets>x</tickets>'],
  ].map(([what = '', content = '']) => ({
    id: 'S15',
    what,
    send: inBody(content),
    status: [500],
    event: shape,
  })),
  fault(
    'S16',
    'a comment in a ticket',
    call('closeConnection', '<ticket>a<!-- -->b</ticket>'),
    shape,
  ),
  fault(
    'S16',
    'CDATA in a ticket',
    call('closeConnection', '<ticket><![CDATA[a]]></ticket>'),
    shape,
  ),
  luring('S17', 'a style sheet', (url) => `<?xml-stylesheet href="${url}"?>${CLOSE}`, shape),
  luring(
    'S17',
    'a schema of somebody else',
    (url) =>
      envelope(
        `<closeConnection xmlns="${NS}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="${NS} ${url}"><ticket i:nil="true"/></closeConnection>`,
      ),
    shape,
  ),
  fault(
    'S17',
    'XInclude',
    envelope('<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'),
    'soap.operation',
  ),
  fault(
    'S23',
    'a header that must be understood',
    envelope(
      `<closeConnection xmlns="${NS}"/>`,
      '<soap:Header><a xmlns="urn:a" soap:mustUnderstand="1"/></soap:Header>',
    ),
    'soap.header',
  ),
];

const typed = (type: string, body: string | Uint8Array = CLOSE): Message => ({
  body,
  headers: { 'Content-Type': type },
});

export const ENCODINGS: readonly HostileRow[] = [
  plain(
    'S18',
    'UTF-16',
    typed('text/xml', Buffer.from(`\uFEFF${CLOSE}`, 'utf16le')),
    [415],
    'soap.encoding',
  ),
  plain('S18', 'UTF-7', typed('text/xml; charset=utf-7'), [415], 'soap.encoding'),
  plain('S18', 'EBCDIC', typed('text/xml; charset=ibm037'), [415], 'soap.encoding'),
  plain(
    'S18',
    'a declared encoding that nobody speaks',
    typed('text/xml', CLOSE.replace('utf-8', 'utf-32')),
    [415],
    'soap.encoding',
  ),
  fault(
    'S18',
    'bytes that are no UTF-8',
    Buffer.concat([Buffer.from(CLOSE.slice(0, 60)), Buffer.from([0xc3, 0x28])]),
    'soap.encoding',
  ),
  fault('S18', 'NUL', call('closeConnection', '<ticket>a\0b</ticket>'), parse),
  fault('S18', 'NUL as a reference', call('closeConnection', '<ticket>&#0;</ticket>'), parse),
  fault('S18', 'a control character', call('closeConnection', '<ticket>\u0001</ticket>'), parse),
  fault('S18', 'U+FFFE', call('closeConnection', '<ticket>\uFFFE</ticket>'), parse),
  plain('S19', 'SOAP 1.2 by its type', typed('application/soap+xml'), [415], 'soap.version'),
  fault(
    'S19',
    'SOAP 1.2 by its envelope',
    CLOSE.replace(SOAP_NS, 'http://www.w3.org/2003/05/soap-envelope'),
    'soap.version',
  ),
  plain('S20', 'a type with a script', typed('text/html; x=<script>'), [415], 'soap.version'),
  plain('S23', 'attachments', typed('multipart/related; boundary=x'), [415], 'soap.version'),
];
