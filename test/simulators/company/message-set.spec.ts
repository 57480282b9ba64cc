import { describe, expect, it } from 'vitest';
import { HresultError } from './index.js';
import {
  customerAdd,
  invoiceAdd,
  line,
  message,
  statuses,
  tickingCompany,
} from './sample-requests.features.js';

function refusal(xml: string): { hresult: unknown; leftTrace: boolean } {
  const { file } = tickingCompany();
  const before = JSON.stringify(file.inspect.counts());
  let hresult: unknown;
  try {
    file.processRequest(xml);
  } catch (error) {
    hresult = error instanceof HresultError ? error.hresult : error;
  }
  return { hresult, leftTrace: JSON.stringify(file.inspect.counts()) !== before };
}

describe('a text that is not qbXML by the tables', () => {
  const good = customerAdd('Fine');
  it.each([
    ['an unknown element', message(good + customerAdd('Bad', '<Nope/>'))],
    ['a wrong order', message(good + customerAdd('Bad', '<Email>a@b.c</Email><Phone>1</Phone>'))],
    [
      'a missing element',
      message(`${good}<CustomerAddRq><CustomerAdd><Phone>1</Phone></CustomerAdd></CustomerAddRq>`),
    ],
    ['an element twice', message(good + customerAdd('Bad', '<Phone>1</Phone><Phone>2</Phone>'))],
    ['a bad boolean', message(good + customerAdd('Bad', '<IsActive>yes</IsActive>'))],
    ['a bad enum', message(good + customerAdd('Bad', '<JobStatus>Lost</JobStatus>'))],
    ['a bad date', message(good + invoiceAdd('', '<TxnDate>24.11.2026</TxnDate>'))],
    [
      'a time in Z',
      message(
        `${good}<CustomerQueryRq><FromModifiedDate>2026-11-24T10:00:00Z</FromModifiedDate></CustomerQueryRq>`,
      ),
    ],
    ['a word as amount', message(good + invoiceAdd(line('Poster', '<Amount>ten</Amount>')))],
    [
      'an exponent as quantity',
      message(good + invoiceAdd(line('Poster', '<Quantity>1e3</Quantity>'))),
    ],
    [
      'a GUID without braces',
      message(
        good +
          customerAdd('Bad', '<ExternalGUID>57F3B9B1-86F1-4FCC-B1EE-566DE1813D20</ExternalGUID>'),
      ),
    ],
    [
      'text between elements',
      message(`${good}<CustomerAddRq>x<CustomerAdd><Name>Bad</Name></CustomerAdd></CustomerAddRq>`),
    ],
    ['an element in a text', message(good + customerAdd('<b>Bad</b>'))],
    ['an unknown request', message(`${good}<VehicleAddRq></VehicleAddRq>`)],
    [
      'an unknown attribute',
      message(
        `${good}<CustomerAddRq id="1"><CustomerAdd><Name>Bad</Name></CustomerAdd></CustomerAddRq>`,
      ),
    ],
    [
      'an iterator where there is none',
      message(
        `${good}<AccountQueryRq iterator="Start"><MaxReturned>5</MaxReturned></AccountQueryRq>`,
      ),
    ],
    [
      'both a RefNumber and a filter',
      message(
        `${good}<InvoiceQueryRq><RefNumber>1</RefNumber><MaxReturned>5</MaxReturned></InvoiceQueryRq>`,
      ),
    ],
    ['a raw character outside ASCII', message(good + customerAdd('Café'))],
    ['a raw no-break space', message(good + customerAdd('A\u00a0B'))],
    ['a reference above U+00FF', message(good + customerAdd('&#8364;'))],
    ['a reference above U+00FF in hex', message(good + customerAdd('&#x20AC;'))],
    ['a CDATA section', message(good + customerAdd('<![CDATA[Bad]]>'))],
    ['a document type', message(good).replace('?><?qbxml', '?><!DOCTYPE QBXML><?qbxml')],
    ['an unclosed element', message(good).replace('</QBXML>', '')],
    ['no onError', message(good, '')],
    ['rollbackOnError', message(good, 'onError="rollbackOnError"')],
    ['no qbxml version', message(good).replace('<?qbxml version="13.0"?>', '')],
    [
      'an element of a later version',
      message(customerAdd('Bad', '<JobTitle>Chief</JobTitle>'), 'onError="stopOnError"', '11.0'),
    ],
  ])('with %s is refused as a whole by 0x80040400', (_, xml) => {
    expect(refusal(xml)).toEqual({ hresult: '0x80040400', leftTrace: false });
  });

  it('of an unsupported version is refused by 0x80040423', () => {
    expect(refusal(message(good, 'onError="stopOnError"', '16.0')).hresult).toBe('0x80040423');
  });

  it('takes characters up to U+00FF as references and writes them so', () => {
    const { send, file } = tickingCompany();
    expect(send(customerAdd('Caf&#233; &amp; Bar'))).toContain('<Name>Caf&#233; &amp; Bar</Name>');
    expect(file.inspect.named('Customer', 'café & bar')?.name).toBe('Café & Bar');
  });
});

describe('a value that QuickBooks cannot take', () => {
  it.each([
    [3070, customerAdd('N'.repeat(42))],
    [3070, customerAdd('A', `<FirstName>${'F'.repeat(26)}</FirstName>`)],
    [3040, invoiceAdd(line('Poster', '<Amount>97.5</Amount>'))],
    [3040, invoiceAdd(line('Poster', '<Amount>97</Amount>'))],
    [3045, invoiceAdd(line('Poster', '<Rate>1.123456</Rate>'))],
    [3060, invoiceAdd(line('Poster', '<Quantity>1.123456</Quantity>'))],
    [
      3050,
      '<ItemSalesTaxAddRq><ItemSalesTaxAdd><Name>T</Name><TaxRate>1.123456</TaxRate></ItemSalesTaxAdd></ItemSalesTaxAddRq>',
    ],
    [3020, invoiceAdd('', '<TxnDate>2026-02-31</TxnDate>')],
    [
      3000,
      '<CustomerModRq><CustomerMod><ListID>1-1</ListID><EditSequence>1</EditSequence><TermsRef><ListID>nonsense</ListID></TermsRef></CustomerMod></CustomerModRq>'.replace(
        '1-1',
        'HARBOR',
      ),
    ],
    [1060, customerAdd('A').replace('requestID="1"', `requestID="${'r'.repeat(51)}"`)],
  ])('is answered with %i on that request alone', (status, request) => {
    const { send, file } = tickingCompany();
    const harbor = file.inspect.named('Customer', 'Harbor Cafe');
    const text = request
      .replace('HARBOR', harbor?.listId ?? '')
      .replace('<EditSequence>1<', `<EditSequence>${harbor?.editSequence}<`);
    const answer = send(customerAdd('First') + text, 'onError="continueOnError"');
    expect(statuses(answer)).toEqual([0, status]);
  });
});

describe('a set after a failure', () => {
  const failing = customerAdd('Mike Smith');
  it('is not processed further under stopOnError', () => {
    const { send, file } = tickingCompany();
    const answer = send(customerAdd('One') + failing + customerAdd('Two'));
    expect(statuses(answer)).toEqual([0, 3100, 3231]);
    expect(file.inspect.named('Customer', 'Two')).toBeUndefined();
    expect(file.inspect.named('Customer', 'One')).toBeDefined();
  });

  it('goes on under continueOnError', () => {
    const answer = tickingCompany().send(failing + customerAdd('Two'), 'onError="continueOnError"');
    expect(statuses(answer)).toEqual([3100, 0]);
  });

  it('is not stopped by a query that finds nothing', () => {
    const query = '<CustomerQueryRq><FullName>Nobody</FullName></CustomerQueryRq>';
    expect(statuses(tickingCompany().send(query + customerAdd('Two')))).toEqual([500, 0]);
  });
});
