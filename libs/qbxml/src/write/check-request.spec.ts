import { describe, expect, it } from 'vitest';
import type { QbFields } from '../language/qb-fields.js';
import type { QbRequest } from '../language/qb-request.js';
import { checkRequest } from './check-request.js';

const line = { ItemRef: { ListID: '80000001-1' }, Amount: '10.00' };

const invoice = (fields: QbFields = {}): QbRequest => ({
  type: 'InvoiceAdd',
  fields: { CustomerRef: { ListID: '80000001-1' }, InvoiceLineAdd: line, ...fields },
});

const findings = (request: QbRequest, version = '13.0'): readonly string[] =>
  checkRequest(request, version).map(({ path, rule }) => `${path} ${rule}`);

describe('checkRequest', () => {
  it('finds nothing in a request that QuickBooks would take', () => {
    expect(checkRequest(invoice(), '13.0')).toEqual([]);
  });

  it.each<[string, QbFields, string]>([
    ['an unknown element', { DiscountLineAdd: 'x' }, 'DiscountLineAdd unknown'],
    ['an unknown inner element', { BillAddress: { Street: 'x' } }, 'BillAddress/Street unknown'],
    ['an inherited name', { toString: 'x' }, 'toString unknown'],
    ['a name that is none', { 'Jane Doe <x>': 'x' }, '? unknown'],
    ['nothing inside a reference', { TermsRef: {} }, 'TermsRef/ListID|FullName missing'],
    ['an empty required text', { TermsRef: { FullName: '' } }, 'TermsRef/FullName missing'],
    ['text that is too long', { RefNumber: '123456789012' }, 'RefNumber too-long'],
    ['an id that is too long', { LinkToTxnID: '1'.repeat(37) }, 'LinkToTxnID[0] too-long'],
    [
      'an amount without cents',
      { InvoiceLineAdd: { Amount: '10' } },
      'InvoiceLineAdd[0]/Amount type',
    ],
    ['one decimal', { InvoiceLineAdd: { Amount: '9.5' } }, 'InvoiceLineAdd[0]/Amount type'],
    ['six decimals', { InvoiceLineAdd: { Rate: '1.123456' } }, 'InvoiceLineAdd[0]/Rate type'],
    ['a power of ten', { InvoiceLineAdd: { Quantity: '1e2' } }, 'InvoiceLineAdd[0]/Quantity type'],
    ['a yes', { IsPending: 'yes' }, 'IsPending type'],
    ['a month that does not exist', { TxnDate: '2026-13-01' }, 'TxnDate type'],
    ['a day that does not exist', { TxnDate: '2026-02-29' }, 'TxnDate type'],
    ['a time for a date', { TxnDate: '2026-02-28T10:00:00' }, 'TxnDate type'],
    ['a GUID without braces', { ExternalGUID: 'abc' }, 'ExternalGUID type'],
    ['an id with a space', { CustomerRef: { ListID: '8 1' } }, 'CustomerRef/ListID type'],
    ['a rate that is no number', { ExchangeRate: 'NaN' }, 'ExchangeRate type'],
    ['text for elements', { BillAddress: 'Main Street' }, 'BillAddress type'],
    ['elements for text', { Memo: { Text: 'x' } }, 'Memo type'],
    [
      'two that exclude one another',
      { CustomerRef: { ListID: '8-1', FullName: 'Jane' } },
      'CustomerRef/ListID|FullName choice',
    ],
    ['one that stands twice', { Memo: ['a', 'b'] }, 'Memo repeated'],
    ['a letter outside ISO 8859-1', { Memo: 'Łódź' }, 'Memo not-ascii'],
    ['a control character', { Memo: 'a\u0000b' }, 'Memo not-ascii'],
    ['a line break', { Memo: 'a\nb' }, 'Memo not-ascii'],
    ['half an emoji', { Memo: '\ud83d' }, 'Memo not-ascii'],
    [
      'a value outside the list',
      { InvoiceLineAdd: { OptionForPriceRuleConflict: 'Both' } },
      'InvoiceLineAdd[0]/OptionForPriceRuleConflict enum',
    ],
    [
      'the second line',
      { InvoiceLineAdd: [line, { Desc: 'x'.repeat(4096) }] },
      'InvoiceLineAdd[1]/Desc too-long',
    ],
  ])('finds %s', (_, fields, finding) => {
    expect(findings(invoice(fields))).toEqual([finding]);
  });

  it('finds a required element that is absent, or an empty list', () => {
    const request: QbRequest = { type: 'SalesReceiptAdd', fields: { SalesReceiptLineAdd: [] } };
    expect(findings(request)).toEqual(['SalesReceiptLineAdd|SalesReceiptLineGroupAdd missing']);
  });

  it('accepts single lines beside groups', () => {
    const group = { ItemGroupRef: { FullName: 'Set' } };
    expect(findings(invoice({ InvoiceLineGroupAdd: group }))).toEqual([]);
  });

  it('lets an empty text clear a field that may be absent', () => {
    const fields = { TxnID: '1-2', EditSequence: '3', Memo: '' };
    expect(findings({ type: 'InvoiceMod', fields })).toEqual([]);
  });

  it('finds filters beside ids in a query', () => {
    const fields = { RefNumber: ['1', '2'], MaxReturned: '10' };
    expect(findings({ type: 'InvoiceQuery', fields })[0]).toMatch(/^TxnID\|RefNumber\|.* choice$/);
  });

  it.each<[string, string, QbRequest, string[]]>([
    ['an element', '5.0', invoice({ Other: 'x' }), ['Other version']],
    [
      'an element of 4.1',
      '4.0',
      { type: 'ReceivePaymentMod', fields: { TxnID: '1', EditSequence: '1', ExchangeRate: '1.0' } },
      ['ExchangeRate version'],
    ],
    [
      'a request',
      '2.0',
      { type: 'InvoiceMod', fields: { TxnID: '1', EditSequence: '1' } },
      [' version'],
    ],
    [
      'a request, not',
      '2.1',
      { type: 'InvoiceMod', fields: { TxnID: '1', EditSequence: '1' } },
      [],
    ],
    ['no version', 'new', invoice(), [' version']],
  ])('says that %s needs a newer version than %s', (_, version, request, expected) => {
    expect(findings(request, version)).toEqual(expected);
  });

  it('names the version that is needed', () => {
    const [violation] = checkRequest({ type: 'InvoiceMod', fields: {} }, '2.0');
    expect(violation?.message).toBe('The request needs qbXML 2.1.');
  });

  it('refuses a request that does not exist', () => {
    const request: QbRequest = JSON.parse('{"type":"BillAdd","fields":{}}');
    expect(findings(request)).toEqual([' unknown']);
  });

  it.each<[string, QbRequest, string, string[]]>([
    [
      'is fine with a page size',
      { type: 'CustomerQuery', fields: { MaxReturned: '100' }, iterator: { start: true } },
      '13.0',
      [],
    ],
    [
      'needs a page size',
      { type: 'CustomerQuery', fields: {}, iterator: { start: true } },
      '13.0',
      ['MaxReturned missing'],
    ],
    [
      'needs qbXML 5.0',
      { type: 'CustomerQuery', fields: { MaxReturned: '100' }, iterator: { start: true } },
      '4.1',
      ['@iterator version'],
    ],
    [
      'is unknown to small lists',
      { type: 'AccountQuery', fields: { MaxReturned: '100' }, iterator: { start: true } },
      '13.0',
      ['@iterator unknown'],
    ],
    [
      'continues with an id only',
      { type: 'ItemQuery', fields: { MaxReturned: '9' }, iterator: { continueId: 'a b' } },
      '13.0',
      ['@iteratorID type'],
    ],
  ])('knows that paging %s', (_, request, version, expected) => {
    expect(findings(request, version)).toEqual(expected);
  });

  it('knows which requests take metaData, and which values it has', () => {
    const metaData = 'MetaData' as 'MetaDataOnly';
    expect(findings({ ...invoice(), metaData })).toEqual(['@metaData unknown', '@metaData enum']);
  });

  it.each<[QbRequest, string[]]>([
    [
      {
        type: 'TxnVoid',
        fields: { TxnVoidType: 'Invoice', TxnID: '1' },
        includeRetElements: ['TxnID'],
      },
      ['IncludeRetElement unknown'],
    ],
    [
      {
        type: 'DataExtAdd',
        fields: { OwnerID: '0', DataExtName: 'a', OtherDataExtType: 'Company', DataExtValue: 'b' },
        includeRetElements: ['TxnID'],
      },
      ['IncludeRetElement unknown'],
    ],
    [{ ...invoice(), includeRetElements: ['x'.repeat(51)] }, ['IncludeRetElement[0] too-long']],
    [
      {
        type: 'InvoiceQuery',
        fields: { IncludeRetElement: 'TxnID' },
        includeRetElements: ['Memo'],
      },
      [],
    ],
  ])('checks the elements wanted back: %#', (request, expected) => {
    expect(findings(request)).toEqual(expected);
  });

  it('never repeats a value', () => {
    const secret = 'Jäne Dœ 4111111111111111';
    const fields = {
      Memo: secret,
      RefNumber: secret,
      TxnDate: secret,
      IsPending: secret,
      [secret]: '1',
    };
    expect(JSON.stringify(checkRequest(invoice(fields), '13.0'))).not.toContain('4111');
  });
});

describe('a time', () => {
  const query = (FromModifiedDate: string): QbRequest => ({
    type: 'ItemQuery',
    fields: { FromModifiedDate },
  });

  it.each(['2026-11-24', '2026-11-24T09:00:00', '2024-02-29T23:59:59-05:00', '2000-02-29'])(
    'may be %s',
    (time) => {
      expect(findings(query(time))).toEqual([]);
    },
  );

  it.each([
    '2026-11-24 09:00:00',
    '2026-11-24T24:00:00',
    '2026-11-24T09:00:00Z',
    '1900-02-29',
    '0000-01-01',
    '2026-04-31',
    '2026-01-00',
    '2026-1-1',
  ])('may not be %s', (time) => {
    expect(findings(query(time))).toEqual(['FromModifiedDate type']);
  });
});
