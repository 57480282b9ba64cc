import {
  CLOSE,
  fault,
  limits,
  luring,
  parse,
  plain,
  shape,
  xml,
  type HostileRow,
} from './hostile-row.js';
import { call, envelope, NS } from './soap-message.js';

const DTD = (content: string) => `<!DOCTYPE x [${content}]>${CLOSE}`;
const LAUGHS = Array.from(
  { length: 12 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join('');

export const DOCUMENT_TYPES: readonly HostileRow[] = [
  fault('S3', 'a file as entity', DTD('<!ENTITY f SYSTEM "file:///etc/passwd">'), 'soap.doctype'),
  luring(
    'S3',
    'an entity on the network',
    (url) => DTD(`<!ENTITY f SYSTEM "${url}">`),
    'soap.doctype',
  ),
  luring(
    'S3',
    'a parameter entity',
    (url) => DTD(`<!ENTITY % p SYSTEM "${url}"> %p;`),
    'soap.doctype',
  ),
  fault('S3', 'a document type of its own', `<!DOCTYPE soap:Envelope>${CLOSE}`, 'soap.doctype'),
  fault('S4', 'a billion laughs', DTD(`<!ENTITY l0 "ha">${LAUGHS}`), 'soap.doctype'),
  fault('S4', 'a quadratic blow-up', DTD(`<!ENTITY a "${'a'.repeat(30_000)}">`), 'soap.doctype'),
];

export const NO_XML: readonly HostileRow[] = [
  fault('S1', 'words', 'hello canary-7f3a', parse),
  fault('S1', 'JSON', '{"ticket":{"$ne":1}}', parse),
  fault('S1', 'HTML', '<html><script>alert(1)</script></html>', shape),
  plain(
    'S1',
    'bytes',
    xml(Buffer.from(Array.from({ length: 4_096 }, (_, index) => index % 256))),
    [415],
    'soap.encoding',
  ),
  fault('S2', 'nothing', '', parse),
  fault('S2', 'blanks', ' \r\n\t ', parse),
  fault(
    'S5',
    'thousands of references',
    call('closeConnection', `<ticket>${'&#65;'.repeat(12_000)}`),
    parse,
  ),
  plain(
    'S5',
    'a million references',
    xml(call('closeConnection', `<ticket>${'&#65;'.repeat(200_000)}</ticket>`)),
    [413, 0],
    'http.too-large',
  ),
  fault('S6', 'great depth', envelope('<a>'.repeat(10_000)), 'soap.operation'),
  fault(
    'S6',
    'great depth in a header',
    envelope('', `<soap:Header>${'<a xmlns="urn:a">'.repeat(1_000)}`),
    limits,
  ),
  fault(
    'S7',
    'thousands of attributes',
    envelope(
      `<closeConnection xmlns="${NS}" ${Array.from({ length: 5_000 }, (_, index) => `a${index}=""`).join(' ')}/>`,
    ),
    limits,
  ),
  fault(
    'S7',
    'thousands of namespaces',
    envelope(
      `<closeConnection ${Array.from({ length: 2_000 }, (_, index) => `xmlns:n${index}="urn:n"`).join(' ')}/>`,
    ),
    limits,
  ),
  fault(
    'S7',
    'a long attribute',
    envelope(`<closeConnection xmlns="${NS}" a="${'x'.repeat(50_000)}"/>`),
    limits,
  ),
  fault('S7', 'a long name', envelope(`<${'n'.repeat(50_000)}/>`), limits),
  plain(
    'S7',
    'an attribute of 3 MB',
    xml(envelope(`<a b="${'x'.repeat(3_000_000)}"/>`)),
    [413, 0],
    'http.too-large',
  ),
  fault('S10', 'thousands of elements', call('closeConnection', '<ticket/>'.repeat(5_000)), shape),
  fault(
    'S10',
    'thousands of headers',
    envelope('', `<soap:Header>${'<a xmlns="urn:a"/>'.repeat(2_000)}</soap:Header>`),
    limits,
  ),
];
