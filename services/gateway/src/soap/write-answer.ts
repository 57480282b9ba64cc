import { OPERATIONS, QBWC_NAMESPACE, type OperationName } from './operations.js';

export type SoapResult = string | number | readonly string[];

const HEAD =
  '<?xml version="1.0" encoding="utf-8"?>' +
  '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>';
const TAIL = '</soap:Body></soap:Envelope>';

/** The envelope that answers a call. qbXML travels in it as escaped text, never as CDATA. */
export const writeAnswer = (operation: OperationName, result: SoapResult): string => {
  const name = `${operation}Result`;
  const content =
    OPERATIONS[operation].result === 'strings' && typeof result === 'object'
      ? result.map((item) => `<string>${escapeText(item)}</string>`).join('')
      : escapeText(String(result));
  return (
    `${HEAD}<${operation}Response xmlns="${QBWC_NAMESPACE}"><${name}>${content}</${name}>` +
    `</${operation}Response>${TAIL}`
  );
};

/** A SOAP 1.1 fault with a fixed sentence. */
export const writeFault = (code: 'Client' | 'Server', sentence: string): string =>
  `${HEAD}<soap:Fault><faultcode>soap:${code}</faultcode>` +
  `<faultstring>${sentence}</faultstring></soap:Fault>${TAIL}`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#13;',
};
// Characters that XML 1.0 cannot carry at all, lone surrogates among them.
// oxlint-disable no-control-regex
const ILLEGAL =
  /[\0-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
// oxlint-enable no-control-regex

/** Text that reads back as itself; characters that XML cannot carry are left out. */
export const escapeText = (text: string): string =>
  text.replace(ILLEGAL, '').replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? '');
