import { AppError } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import type { QbFields } from '../language/qb-fields.js';
import type { QbMessageSet, QbRequest } from '../language/qb-request.js';
import { writeMessageSet } from './write-message-set.js';

const setOf = (...requests: readonly QbRequest[]): QbMessageSet => ({
  version: '13.0',
  onError: 'stopOnError',
  requests: requests.map((request, index) => ({ requestId: String(index + 1), request })),
});

const address = {
  Country: 'USA',
  PostalCode: '62701',
  State: 'IL',
  City: 'Springfield',
  Addr2: '1 Main Street',
  Addr1: 'Jos\u00e9 Doe',
};

const fence: QbRequest = {
  type: 'OtherNameMod',
  fields: {
    Notes: 'epoch 7 token 9f2c',
    EditSequence: '1446676750',
    ListID: '80000001-1446676750',
  },
};

const invoice: QbRequest = {
  type: 'InvoiceAdd',
  includeRetElements: ['TxnID', 'EditSequence'],
  fields: {
    InvoiceLineAdd: [
      {
        SalesTaxCodeRef: { FullName: 'Non' },
        Amount: '39.90',
        Quantity: '2',
        Desc: 'Mug <blue> & "white"',
        ItemRef: { ListID: '80000009-1446676750' },
      },
      { Desc: 'Thank you' },
    ],
    Memo: 'Web order 1001',
    ItemSalesTaxRef: { FullName: 'Out of State' },
    ShipAddress: address,
    BillAddress: address,
    RefNumber: 'W1001',
    TxnDate: '2026-11-24',
    CustomerRef: { ListID: '80000002-1446676750' },
  },
};

const sets: Readonly<Record<string, QbMessageSet>> = {
  'fenced-invoice': { ...setOf(fence, invoice), newMessageSetId: 'ml-0000000000000000042' },
  'first-set-of-a-session': setOf(
    { type: 'HostQuery', fields: {} },
    { type: 'CompanyQuery', fields: { OwnerID: '{6C5A7E1E-2B0C-4A6E-9C3E-1F2D3C4B5A69}' } },
    { type: 'PreferencesQuery', fields: {} },
  ),
  'customer-and-payment': setOf(
    {
      type: 'CustomerAdd',
      fields: {
        Email: 'jane@example.com',
        BillAddress: address,
        LastName: 'Doe',
        Name: 'Jane Doe',
      },
    },
    {
      type: 'ReceivePaymentAdd',
      fields: {
        AppliedToTxnAdd: { PaymentAmount: '39.90', TxnID: '1A-1446676750' },
        TotalAmount: '39.90',
        CustomerRef: { FullName: 'Jane Doe' },
      },
    },
  ),
  'credit-memo-and-refund': setOf(
    {
      type: 'CreditMemoAdd',
      fields: {
        CreditMemoLineAdd: { Amount: '5.00', ItemRef: { FullName: 'Woo:Mug' } },
        CustomerRef: { FullName: 'Jane Doe' },
      },
    },
    {
      type: 'ARRefundCreditCardAdd',
      fields: {
        RefundAppliedToTxnAdd: { RefundAmount: '5.00', TxnID: '1B-1446676750' },
        CustomerRef: { FullName: 'Jane Doe' },
      },
    },
    { type: 'TxnVoid', fields: { TxnID: '1A-1446676750', TxnVoidType: 'Invoice' } },
  ),
  'pages-of-a-list': setOf(
    {
      type: 'CustomerQuery',
      iterator: { start: true },
      fields: { OwnerID: '0', MaxReturned: '200', ActiveStatus: 'All' },
      includeRetElements: ['ListID', 'FullName'],
    },
    {
      type: 'ItemQuery',
      iterator: { continueId: '{6c5a7e1e-2b0c-4a6e-9c3e-1f2d3c4b5a69}' },
      fields: { MaxReturned: '200' },
    },
    {
      type: 'InvoiceQuery',
      metaData: 'MetaDataAndResponseData',
      fields: { IncludeLineItems: 'true', RefNumber: ['W1001', 'W1002'] },
    },
  ),
  'forgetting-a-set': { ...setOf(), oldMessageSetId: 'ml-0000000000000000041' },
};

describe('writeMessageSet', () => {
  it.each(Object.keys(sets))('writes %s as the golden file has it', async (name) => {
    const set = sets[name];
    if (!set) throw new Error('No such set.');
    const xml = writeMessageSet(set).replaceAll('><', '>\n<');
    await expect(`${xml}\n`).toMatchFileSnapshot(`golden/${name}.xml`);
  });

  it('writes PreferencesQuery without anything between its tags', () => {
    expect(writeMessageSet(setOf({ type: 'PreferencesQuery', fields: {} }))).toContain(
      '<PreferencesQueryRq requestID="1"></PreferencesQueryRq>',
    );
  });

  it('escapes what could end an attribute', () => {
    const set = { ...setOf(), requests: [{ requestId: '"><x', request: fence }] };
    expect(writeMessageSet(set)).toContain('<OtherNameModRq requestID="&quot;&gt;&lt;x">');
  });

  it.each<[string, Partial<QbMessageSet>, string]>([
    ['a version that is none', { version: '13.0"?><x' }, 'version: type'],
    ['another onError', { onError: 'rollbackOnError' as 'stopOnError' }, 'onError: enum'],
    [
      'a message set id of 24 characters',
      { newMessageSetId: 'x'.repeat(24) },
      'newMessageSetId: type',
    ],
    ['an old message set id with a space', { oldMessageSetId: 'a b' }, 'oldMessageSetId: type'],
    ['no request', { requests: [] }, 'requests: missing'],
    [
      'a request id of 51 characters',
      { requests: [{ requestId: 'x'.repeat(51), request: fence }] },
      'requestId: type',
    ],
    [
      'one request id for two requests',
      {
        requests: [
          { requestId: '1', request: fence },
          { requestId: '1', request: fence },
        ],
      },
      'requestId: repeated',
    ],
  ])('refuses %s', (_, wrong, finding) => {
    expect(() => writeMessageSet({ ...setOf(fence), ...wrong })).toThrow(finding);
  });

  it('names path and rule of what is wrong, and never a value', () => {
    const wrong: QbFields = { ...invoice.fields, TxnDate: 'secret', RefNumber: 'a secret number' };
    const refusal = refusalOf(setOf(fence, { type: 'InvoiceAdd', fields: wrong }));
    expect(refusal.code).toBe('QBXML_INVALID');
    expect(refusal.message).toBe(
      'The message set cannot be written. ' +
        'request 2 InvoiceAdd TxnDate: type; request 2 InvoiceAdd RefNumber: too-long.',
    );
  });

  it('keeps the message short when everything is wrong', () => {
    const lines = Array.from({ length: 500 }, () => ({ Amount: 'x' }));
    const fields = { ...invoice.fields, InvoiceLineAdd: lines };
    expect(refusalOf(setOf({ type: 'InvoiceAdd', fields })).message).toMatch(/and 480 more\.$/);
  });
});

const refusalOf = (set: QbMessageSet): AppError => {
  try {
    writeMessageSet(set);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('It was written.');
};
