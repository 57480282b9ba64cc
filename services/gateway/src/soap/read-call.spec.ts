import { describe, expect, it } from 'vitest';
import { readCall } from './read-call.js';
import { call, envelope } from './soap-fixture.features.js';
import { SoapRefusal } from './soap-refusal.js';

const NS = 'xmlns="http://developer.intuit.com/"';
const CLOSE = '<closeConnection xmlns="http://developer.intuit.com/"><ticket>t</ticket>';

const refusalOf = (xml: string): string => {
  try {
    readCall(xml);
  } catch (error) {
    if (error instanceof SoapRefusal) return error.event;
    throw error;
  }
  return 'accepted';
};

describe('an envelope with one call', () => {
  it('gives the operation and what came as parameters', () => {
    const read = readCall(call('authenticate', '<strUserName>a&amp;b</strUserName><strPassword/>'));
    expect([read.operation, ...read.parameters]).toEqual([
      'authenticate',
      ['strUserName', 'a&b'],
      ['strPassword', ''],
    ]);
  });

  it('may leave parameters out', () => {
    expect(readCall(call('sendRequestXML', '<ticket>t</ticket>')).parameters.size).toBe(1);
  });

  it('may use any prefix and carry headers that nothing here must understand', () => {
    const xml =
      '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:q="http://developer.intuit.com/">' +
      '<e:Header><w:Security xmlns:w="urn:w"><w:a>text</w:a></w:Security></e:Header><!-- hi -->' +
      '<e:Body><q:closeConnection><q:ticket>t</q:ticket></q:closeConnection></e:Body></e:Envelope>';
    expect(readCall(xml).parameters.get('ticket')).toBe('t');
  });

  it('may carry an answer as CDATA', () => {
    const read = readCall(
      call(
        'receiveResponseXML',
        '<ticket>t</ticket><response><![CDATA[<QBXML a="1"/>]]></response>',
      ),
    );
    expect(read.parameters.get('response')).toBe('<QBXML a="1"/>');
  });
});

describe('an envelope that is none', () => {
  it.each([
    ['no XML', 'hello', 'soap.parse'],
    ['nothing', '', 'soap.parse'],
    ['JSON', '{"a":1}', 'soap.parse'],
    ['an unclosed element', envelope(CLOSE), 'soap.parse'],
    ['two roots', `${call('closeConnection', '')}<a/>`, 'soap.parse'],
    [
      'a document type',
      `<!DOCTYPE x SYSTEM "http://canary/">${call('closeConnection', '')}`,
      'soap.doctype',
    ],
    [
      'a billion laughs',
      `<!DOCTYPE l [<!ENTITY a "ha">]>${call('closeConnection', '&a;')}`,
      'soap.doctype',
    ],
    ['an unknown entity', call('closeConnection', '<ticket>&xxe;</ticket>'), 'soap.parse'],
    ['great depth', '<a>'.repeat(10_000), 'soap.shape'],
    ['depth in the header', envelopeWithHeader('<a xmlns="urn:a">'.repeat(100)), 'soap.limits'],
    [
      '200,000 attributes',
      envelope(`<closeConnection ${NS} ${attributes(200_000)}/>`),
      'soap.limits',
    ],
    ['20,000 namespaces', envelope(`<closeConnection ${namespaces(20_000)}/>`), 'soap.limits'],
    [
      'a long attribute',
      envelope(`<closeConnection ${NS} a="${'x'.repeat(5_000)}"/>`),
      'soap.limits',
    ],
    ['a long name', envelope(`<${'n'.repeat(5_000)}/>`), 'soap.limits'],
    ['500,000 elements', call('closeConnection', '<ticket/>'.repeat(500_000)), 'soap.shape'],
    ['many headers', envelopeWithHeader('<a xmlns="urn:a"/>'.repeat(200)), 'soap.limits'],
    ['an unknown operation', call('dropTables', ''), 'soap.operation'],
    ['an operation called constructor', call('constructor', ''), 'soap.operation'],
    ['an operation called __proto__', call('__proto__', ''), 'soap.operation'],
    [
      'an operation of another namespace',
      envelope('<closeConnection xmlns="urn:x"/>'),
      'soap.operation',
    ],
    [
      'two operations',
      envelope(`${CLOSE}</closeConnection>${CLOSE}</closeConnection>`),
      'soap.shape',
    ],
    ['two bodies', envelope(`</soap:Body><soap:Body>${CLOSE}</closeConnection>`), 'soap.shape'],
    ['no operation', envelope(''), 'soap.shape'],
    ['text beside the operation', envelope(`hello${CLOSE}</closeConnection>`), 'soap.shape'],
    [
      'a ticket given twice',
      envelope(`${CLOSE}<ticket>u</ticket></closeConnection>`),
      'soap.shape',
    ],
    ['an element in a ticket', call('closeConnection', '<ticket><a/></ticket>'), 'soap.shape'],
    [
      'an attribute on a ticket',
      call('closeConnection', '<ticket href="#1">t</ticket>'),
      'soap.shape',
    ],
    ['a nil ticket', call('closeConnection', '<ticket xsi:nil="true"/>'), 'soap.shape'],
    ['an unknown parameter', call('closeConnection', '<tickets>t</tickets>'), 'soap.shape'],
    ['a comment in a ticket', call('closeConnection', '<ticket>a<!-- -->b</ticket>'), 'soap.shape'],
    ['CDATA in a ticket', call('closeConnection', '<ticket><![CDATA[t]]></ticket>'), 'soap.shape'],
    [
      'a processing instruction',
      `<?xml-stylesheet href="http://canary/"?>${call('closeConnection', '')}`,
      'soap.shape',
    ],
    ['an instruction in the body', envelope('<?php x?>'), 'soap.shape'],
    ['NUL', call('closeConnection', '<ticket>a\0b</ticket>'), 'soap.parse'],
    ['NUL as a reference', call('closeConnection', '<ticket>&#0;</ticket>'), 'soap.parse'],
    ['U+FFFE', call('closeConnection', '<ticket>\uFFFE</ticket>'), 'soap.parse'],
    [
      'SOAP 1.2',
      call('closeConnection', '').replace(
        'schemas.xmlsoap.org/soap/envelope/',
        'www.w3.org/2003/05/soap-envelope',
      ),
      'soap.version',
    ],
    [
      'XML 1.1',
      call('closeConnection', '').replace('version="1.0"', 'version="1.1"'),
      'soap.version',
    ],
    [
      'a header that must be understood',
      envelopeWithHeader('<a xmlns="urn:a" soap:mustUnderstand="1"/>'),
      'soap.header',
    ],
  ])('is refused with %s', (_, xml, event) => {
    const started = performance.now();
    expect([refusalOf(xml), performance.now() - started < 500]).toEqual([event, true]);
  });
});

function envelopeWithHeader(header: string): string {
  return envelope('').replace('<soap:Body>', `<soap:Header>${header}</soap:Header><soap:Body>`);
}

function attributes(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}="1"`).join(' ');
}

function namespaces(count: number): string {
  return Array.from({ length: count }, (_, index) => `xmlns:n${index}="urn:${index}"`).join(' ');
}
