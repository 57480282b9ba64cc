import { requestBytes } from '../processes/keep-alive.js';

const NAMESPACE = 'http://developer.intuit.com/';

/** A call as the Web Connector sends it. */
export const soapCall = (
  operation: string,
  parameters: Readonly<Record<string, string | number>>,
): Buffer => {
  const inner = Object.entries(parameters)
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join('');
  return requestBytes(
    '/qbwc',
    { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${NAMESPACE}${operation}"` },
    '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">' +
      `<soap:Body><${operation} xmlns="${NAMESPACE}">${inner}</${operation}></soap:Body></soap:Envelope>`,
  );
};

/** The one value of an answer, as text. @throws Error where there is none. */
export const resultOf = (operation: string, body: string): string => {
  const name = `${operation}Result>`;
  const begin = body.indexOf(name);
  const end = body.lastIndexOf(`</${name}`);
  if (begin < 0 || end < begin) throw new Error(`No answer to ${operation}: ${body.slice(0, 300)}`);
  return body
    .slice(begin + name.length, end)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
};

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
