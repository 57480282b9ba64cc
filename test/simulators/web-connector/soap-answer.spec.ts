import { describe, expect, it } from 'vitest';
import { readArrayResult, readIntegerResult, readTextResult } from './soap-answer.js';

const SERVICE = 'http://developer.intuit.com/';

function envelope(body: string, soap = 'http://schemas.xmlsoap.org/soap/envelope/'): string {
  return `<s:Envelope xmlns:s="${soap}"><s:Body>${body}</s:Body></s:Envelope>`;
}

const response = (operation: string, result: string, namespace = SERVICE): string =>
  envelope(
    `<${operation}Response xmlns="${namespace}"><${operation}Result>${result}</${operation}Result></${operation}Response>`,
  );

describe('an answer of the service', () => {
  it('gives its text unescaped', () => {
    expect(readTextResult(response('sendRequestXML', '&lt;QBXML/&gt;'), 'sendRequestXML')).toBe(
      '<QBXML/>',
    );
  });

  it('gives its integer', () => {
    expect(readIntegerResult(response('receiveResponseXML', '-1'), 'receiveResponseXML')).toBe(-1);
  });

  it('gives its strings, empty ones too', () => {
    const strings = '<string>ticket</string><string></string>';
    expect(readArrayResult(response('authenticate', strings), 'authenticate')).toEqual([
      'ticket',
      '',
    ]);
  });

  it.each([
    ['SOAP 1.2', envelope('', 'http://www.w3.org/2003/05/soap-envelope')],
    ['another operation', response('getLastError', 'x')],
    ['another namespace', response('closeConnection', 'x', 'http://tempuri.org/')],
    ['no body', '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>'],
    ['an element in its text', response('closeConnection', '<b>OK</b>')],
    ['no XML', 'Bad Gateway'],
    ['nothing', ''],
  ])('is refused when it is %s', (_, xml) => {
    expect(() => readTextResult(xml, 'closeConnection')).toThrow(Error);
  });

  it.each(['99.5', '', ' 5', '1e2', 'many'])('is refused when its integer is "%s"', (text) => {
    expect(() =>
      readIntegerResult(response('receiveResponseXML', text), 'receiveResponseXML'),
    ).toThrow('no integer');
  });

  it('tells the text of a fault', () => {
    const fault = envelope(
      '<s:Fault><faultcode>s:Server</faultcode><faultstring>broken</faultstring></s:Fault>',
    );
    expect(() => readTextResult(fault, 'closeConnection')).toThrow('broken');
  });
});
