import { customer, invoice, line, payment, setId, valueOf, type Case } from './case.js';

interface Refusal {
  readonly name: string;
  readonly proves: string;
  readonly requests: string;
}

const customerMod = (listId: string, editSequence: string): string =>
  `<CustomerModRq requestID="r1"><CustomerMod><ListID>${listId}</ListID><EditSequence>${editSequence}</EditSequence><Phone>1</Phone></CustomerMod></CustomerModRq>`;

const AT_ONCE: readonly Refusal[] = [
  {
    name: 'name-of-a-vendor',
    proves: 'A name that a vendor has is refused with 3100.',
    requests: customer('r1', 'Paper Supply Co'),
  },
  {
    name: 'item-unknown',
    proves: 'An item that is not in the list is refused with 3140.',
    requests: invoice('r1', '7', { lines: line('No such item', '10.00') }),
  },
  {
    name: 'customer-unknown',
    proves: 'A customer that is not in the list is refused with 3140.',
    requests: invoice('r1', '7', { to: 'Nobody' }),
  },
  {
    name: 'parent-unknown',
    proves: 'A parent that is not in the list is refused with 3130.',
    requests: customer('r1', 'Kiosk', '<ParentRef><FullName>Nobody</FullName></ParentRef>'),
  },
  {
    name: 'transaction-unknown',
    proves: 'A payment of an invoice that is not in the file is refused.',
    requests: payment('r1', '1-1'),
  },
  {
    name: 'record-gone',
    proves: 'A change of a record that is gone is refused with 3120.',
    requests: customerMod('80000000-1', '1'),
  },
  {
    name: 'void-of-nothing',
    proves: 'Voiding a document that is not in the file is refused.',
    requests:
      '<TxnVoidRq requestID="r1"><TxnVoidType>Invoice</TxnVoidType><TxnID>1-1</TxnID></TxnVoidRq>',
  },
  {
    name: 'colon-in-a-name',
    proves: 'A name with a colon is refused with 3210.',
    requests: customer('r1', 'A:B'),
  },
  {
    name: 'item-without-account',
    proves: 'An item without an account is refused with 3270.',
    requests:
      '<ItemOtherChargeAddRq requestID="r1"><ItemOtherChargeAdd><Name>X</Name></ItemOtherChargeAdd></ItemOtherChargeAddRq>',
  },
  {
    name: 'text-too-long',
    proves: 'A number of twelve characters is refused: eleven is the limit.',
    requests: invoice('r1', '123456789012'),
  },
  {
    name: 'amount-with-one-decimal',
    proves: 'An amount of one decimal cannot be read.',
    requests: invoice('r1', '7', { lines: line('Poster', '10.0') }),
  },
  {
    name: 'elements-out-of-order',
    proves: 'Elements out of order are no qbXML: 0x80040400, and nothing of the set runs.',
    requests: `${customer('r1', 'Ada')}<CustomerAddRq requestID="r2"><CustomerAdd><Phone>1</Phone><Name>Bob</Name></CustomerAdd></CustomerAddRq>`,
  },
];

/** What QuickBooks refuses, one code or error after the other. */
export const REFUSAL_CASES: readonly Case[] = [
  {
    name: 'first-refusal-ends-the-set',
    proves: 'The request that is refused says why; those after it say 3231; those before it stand.',
    play(ask) {
      ask(`${customer('r1', 'Ada')}${customer('r2', 'Ada')}${customer('r3', 'Bob')}`, setId('s-1'));
    },
  },
  ...AT_ONCE.map(({ name, proves, requests }): Case => ({
    name,
    proves,
    play: (ask) => void ask(requests, setId('s-1')),
  })),
  {
    name: 'period-closed',
    proves: 'A day up to the closing date is refused with 3171; the preferences tell the date.',
    play(ask, company) {
      company.changeSettings({ closingDate: '2026-10-31' });
      ask(invoice('r1', '7', { date: '2026-10-31' }), setId('s-1'));
      ask('<PreferencesQueryRq requestID="q"></PreferencesQueryRq>');
    },
  },
  {
    name: 'sales-orders-off',
    proves: 'A feature that is off is refused with 3250.',
    play(ask, company) {
      company.changeSettings({ salesOrders: false });
      ask(
        '<SalesOrderAddRq requestID="r1"><SalesOrderAdd><CustomerRef><FullName>Harbor Cafe</FullName></CustomerRef><SalesOrderLineAdd><ItemRef><FullName>Poster</FullName></ItemRef><Amount>10.00</Amount></SalesOrderLineAdd></SalesOrderAdd></SalesOrderAddRq>',
        setId('s-1'),
      );
    },
  },
  {
    name: 'changed-since-it-was-read',
    proves: 'A change with an older EditSequence is refused with 3200; the fresh one goes through.',
    play(ask) {
      const made = ask(customer('r1', 'Ada'), setId('s-1'));
      const listId = valueOf(made, 'ListID');
      const first = ask(customerMod(listId, valueOf(made, 'EditSequence')), setId('s-2'));
      ask(customerMod(listId, valueOf(made, 'EditSequence')), setId('s-3'));
      ask(customerMod(listId, valueOf(first, 'EditSequence')), setId('s-4'));
    },
  },
  {
    name: 'paid-invoice-not-deleted',
    proves: 'An invoice that something is applied to is not deleted.',
    play(ask) {
      const made = ask(invoice('r1', '7'), setId('s-1'));
      const txnId = valueOf(made, 'TxnID');
      ask(payment('r1', txnId), setId('s-2'));
      ask(
        `<TxnDelRq requestID="r1"><TxnDelType>Invoice</TxnDelType><TxnID>${txnId}</TxnID></TxnDelRq>`,
        setId('s-3'),
      );
    },
  },
  ...[
    { code: 1000, executes: true, what: 'an internal error, and it was saved' },
    { code: 3180, executes: true, what: 'an error when saving, and it was saved' },
    { code: 3180, executes: false, what: 'an error when saving, and it was not saved' },
    { code: 3260, executes: false, what: 'a missing permission' },
  ].map(({ code, executes, what }): Case => ({
    name: `refused-${code}${executes ? '-and-saved' : ''}`,
    proves: `After ${what} (${code}) only a query tells whether it stands.`,
    play(ask, company) {
      company.faults.refusals.push({
        type: 'InvoiceAdd',
        statusCode: code,
        message: 'There was an error when saving.',
        andExecute: executes,
      });
      ask(invoice('r1', '7'), setId('s-1'));
      ask('<InvoiceQueryRq requestID="number"><RefNumber>7</RefNumber></InvoiceQueryRq>');
    },
  })),
  ...[
    ['0x80040414', 'A modal dialog box is showing in QuickBooks.'],
    ['0x80040402', 'Unexpected error.'],
    ['0x80040423', 'The version of qbXML that was requested is not supported.'],
  ].map(([hresult = '', message = '']): Case => ({
    name: `error-${hresult.slice(-3)}`,
    proves: `No answer but an error: ${message}`,
    play(ask, company) {
      company.faults.nextHresult = { hresult, message };
      ask(invoice('r1', '7'), setId('s-1'));
    },
  })),
];
