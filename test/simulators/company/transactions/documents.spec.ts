import { describe, expect, it } from 'vitest';
import { openCompany } from '../index.js';
import {
  creditMemoAdd,
  invoiceAdd,
  line,
  NO_TAX,
  statuses,
  textIn,
  tickingCompany,
} from '../sample-requests.features.js';

function totals(answer: string): string[] {
  return ['Subtotal', 'SalesTaxTotal', 'BalanceRemaining'].map((name) => textIn(answer, name));
}

describe('the arithmetic of a document', () => {
  it.each([
    [
      'quantity times rate, half a cent up',
      line('Poster', '<Quantity>3</Quantity><Rate>0.335</Rate>', 'Non'),
      '1.01',
    ],
    [
      'quantity times rate with five decimals',
      line('Poster', '<Quantity>1.33333</Quantity><Rate>2.99999</Rate>', 'Non'),
      '4.00',
    ],
    [
      'an amount as it was given',
      line('Poster', '<Quantity>3</Quantity><Amount>10.00</Amount>', 'Non'),
      '10.00',
    ],
    [
      'the price of the item where none was given',
      line('Poster', '<Quantity>2</Quantity>', 'Non'),
      '24.00',
    ],
    [
      'a negative charge',
      line('Poster', '<Amount>10.00</Amount>', 'Non') + line('Freight', '<Amount>-2.50</Amount>'),
      '7.50',
    ],
    [
      'a discount as its amount off',
      line('Poster', '<Amount>10.00</Amount>', 'Non') +
        line('Counter Discount', '<Amount>1.00</Amount>', 'Non'),
      '9.00',
    ],
    [
      'a discount as a percentage of the line above',
      line('Poster', '<Amount>10.00</Amount>', 'Non') +
        line('Counter Discount', '<RatePercent>15</RatePercent>', 'Non'),
      '8.50',
    ],
    [
      'a discount of a subtotal',
      line('Poster', '<Amount>10.00</Amount>', 'Non') +
        line('Poster', '<Amount>5.00</Amount>', 'Non') +
        line('Subtotal', '') +
        line('Counter Discount', '<RatePercent>10</RatePercent>', 'Non'),
      '13.50',
    ],
    [
      'a sales tax item on a line',
      line('Poster', '<Amount>10.00</Amount>', 'Non') +
        line('City Tax', '<Amount>0.83</Amount>', 'Non'),
      '10.83',
    ],
    [
      'a line of text as nothing',
      `${line('Poster', '<Amount>10.00</Amount>', 'Non')}<InvoiceLineAdd><Desc>Thank you</Desc></InvoiceLineAdd>`,
      '10.00',
    ],
  ])('counts %s', (_, lines, total) => {
    expect(totals(tickingCompany().send(invoiceAdd(lines, NO_TAX)))).toEqual([
      total,
      '0.00',
      total,
    ]);
  });

  it('taxes the sum of the taxable lines by the rate of the header', () => {
    const lines =
      line('Poster', '<Amount>9.99</Amount>', 'Tax') +
      line('Poster', '<Amount>0.07</Amount>', 'Tax') +
      line('Freight', '<Amount>5.00</Amount>', 'Non');
    const header = '<ItemSalesTaxRef><FullName>City Tax</FullName></ItemSalesTaxRef>';
    expect(totals(tickingCompany().send(invoiceAdd(lines, header)))).toEqual([
      '15.06',
      '0.83',
      '15.89',
    ]);
  });

  it('takes the tax item of the company where the header names none', () => {
    const answer = tickingCompany().send(
      invoiceAdd(line('Poster', '<Amount>100.00</Amount>', 'Tax')),
    );
    expect(totals(answer)).toEqual(['100.00', '8.25', '108.25']);
  });

  it('adds the rates of a tax group', () => {
    const header = '<ItemSalesTaxRef><FullName>Bayshore</FullName></ItemSalesTaxRef>';
    const answer = tickingCompany().send(
      invoiceAdd(line('Poster', '<Amount>100.00</Amount>', 'Tax'), header),
    );
    expect(textIn(answer, 'SalesTaxPercentage')).toBe('8.75');
    expect(totals(answer)).toEqual(['100.00', '8.75', '108.75']);
  });

  it('taxes nothing of a customer who pays none', () => {
    const header = '<CustomerSalesTaxCodeRef><FullName>Non</FullName></CustomerSalesTaxCodeRef>';
    const answer = tickingCompany().send(
      invoiceAdd(line('Poster', '<Amount>100.00</Amount>', 'Tax'), header),
    );
    expect(totals(answer)).toEqual(['100.00', '0.00', '100.00']);
  });
});

describe('a document that QuickBooks refuses', () => {
  it.each([
    [3140, 'an unknown customer', invoiceAdd(line('Poster', ''), '', 'Nobody')],
    [3140, 'an unknown item', invoiceAdd(line('Nothing', '<Amount>1.00</Amount>'))],
    [
      3140,
      'an unknown ListID',
      invoiceAdd(line('Poster', ''), '<TermsRef><ListID>80000001-1</ListID></TermsRef>'),
    ],
    [
      3140,
      'a price without an item',
      invoiceAdd('<InvoiceLineAdd><Amount>1.00</Amount></InvoiceLineAdd>'),
    ],
    [
      3210,
      'a rate and an amount',
      invoiceAdd(line('Poster', '<Quantity>1</Quantity><Rate>1.00</Rate><Amount>1.00</Amount>')),
    ],
    [
      3210,
      'a quantity of tax',
      invoiceAdd(line('City Tax', '<Quantity>1</Quantity><Amount>1.00</Amount>')),
    ],
    [3210, 'a tax group on a line', invoiceAdd(line('Bayshore', '<Amount>1.00</Amount>'))],
    [3210, 'a negative total', invoiceAdd(line('Poster', '<Amount>-1.00</Amount>', 'Non'), NO_TAX)],
    [3250, 'an exchange rate', invoiceAdd(line('Poster', ''), '<ExchangeRate>1.2</ExchangeRate>')],
  ])('with %i has %s', (status, _, request) => {
    const { send, file } = tickingCompany();
    expect(statuses(send(request))).toEqual([status]);
    expect(file.inspect.documents()).toEqual([]);
  });

  it('names an inactive item', () => {
    const { send, file } = tickingCompany();
    file.person.setActive(file.inspect.named('ItemNonInventory', 'Poster')?.listId ?? '', false);
    expect(statuses(send(invoiceAdd(line('Poster', ''))))).toEqual([3140]);
  });

  it('carries tax references into a file without sales tax', () => {
    const { send } = tickingCompany({ seed: { settings: { salesTaxOn: false } } });
    expect(statuses(send(invoiceAdd(line('Poster', '<Amount>1.00</Amount>', 'Non'))))).toEqual([
      3250,
    ]);
    expect(statuses(send(invoiceAdd(line('Poster', '<Amount>1.00</Amount>'), NO_TAX)))).toEqual([
      3250,
    ]);
    expect(totals(send(invoiceAdd(line('Poster', '<Amount>1.00</Amount>'))))).toEqual([
      '1.00',
      '0.00',
      '1.00',
    ]);
  });

  it('lies in the closed period', () => {
    const { send, file } = tickingCompany();
    file.changeSettings({ closingDate: '2026-10-31' });
    expect(statuses(send(invoiceAdd(line('Poster', ''), '<TxnDate>2026-10-31</TxnDate>')))).toEqual(
      [3171],
    );
    expect(statuses(send(invoiceAdd(line('Poster', ''), '<TxnDate>2026-11-01</TxnDate>')))).toEqual(
      [0],
    );
  });

  it('is a sales order in an edition without them', () => {
    const order =
      '<SalesOrderAddRq><SalesOrderAdd><CustomerRef><FullName>Harbor Cafe</FullName></CustomerRef><SalesOrderLineAdd><ItemRef><FullName>Poster</FullName></ItemRef></SalesOrderLineAdd></SalesOrderAdd></SalesOrderAddRq>';
    const file = openCompany({
      path: ':memory:',
      now: Date.now,
      seed: { settings: { salesOrders: false } },
    });
    const text = `<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError">${order}</QBXMLMsgsRq></QBXML>`;
    expect(statuses(file.processRequest(text))).toEqual([3250]);
    expect(statuses(tickingCompany().send(order))).toEqual([0]);
  });
});

describe('a change of a document', () => {
  function invoiced() {
    const company = tickingCompany();
    const answer = company.send(
      invoiceAdd(
        line('Poster', '<Quantity>2</Quantity><Rate>5.00</Rate>', 'Non') +
          line('Gift Wrap', '<Amount>3.00</Amount>', 'Non'),
        `${NO_TAX}<Memo>first</Memo>`,
      ),
    );
    const [first, second] = [...answer.matchAll(/<TxnLineID>([^<]*)</g)].map((match) => match[1]);
    const head = { txnId: textIn(answer, 'TxnID'), edit: textIn(answer, 'EditSequence') };
    company.tick(2);
    const mod = (body: string, edit = head.edit): string =>
      company.send(
        `<InvoiceModRq requestID="1"><InvoiceMod><TxnID>${head.txnId}</TxnID><EditSequence>${edit}</EditSequence>${body}</InvoiceMod></InvoiceModRq>`,
      );
    return { ...company, ...head, first, second, mod };
  }

  it('keeps what it does not name', () => {
    const { mod, edit } = invoiced();
    const answer = mod('<PONumber>77</PONumber>');
    expect([textIn(answer, 'Memo'), textIn(answer, 'PONumber')]).toEqual(['first', '77']);
    expect(totals(answer)).toEqual(['13.00', '0.00', '13.00']);
    expect(textIn(answer, 'EditSequence')).not.toBe(edit);
  });

  it('clears a field by an empty element', () => {
    expect(invoiced().mod('<Memo></Memo>')).not.toContain('<Memo>');
  });

  it('deletes the lines that it does not list, keeps those it names and adds -1', () => {
    const { mod, second } = invoiced();
    const added =
      '<InvoiceLineMod><TxnLineID>-1</TxnLineID><ItemRef><FullName>Freight</FullName></ItemRef><Amount>4.00</Amount></InvoiceLineMod>';
    const answer = mod(`<InvoiceLineMod><TxnLineID>${second}</TxnLineID></InvoiceLineMod>${added}`);
    expect(totals(answer)).toEqual(['7.00', '0.00', '7.00']);
  });

  it('prices a changed quantity at the rate of the line', () => {
    const { mod, first, second } = invoiced();
    const answer = mod(
      `<InvoiceLineMod><TxnLineID>${first}</TxnLineID><Quantity>5</Quantity></InvoiceLineMod><InvoiceLineMod><TxnLineID>${second}</TxnLineID></InvoiceLineMod>`,
    );
    expect(totals(answer)).toEqual(['28.00', '0.00', '28.00']);
  });

  it('is refused with 3200 when it starts from an old version', () => {
    expect(statuses(invoiced().mod('', '1'))).toEqual([3200]);
  });

  it('is refused with 3120 for a line that is not there', () => {
    expect(
      statuses(invoiced().mod('<InvoiceLineMod><TxnLineID>9-9</TxnLineID></InvoiceLineMod>')),
    ).toEqual([3120]);
  });
});

describe('a credit memo', () => {
  it('has all of its total left at first', () => {
    const answer = tickingCompany().send(
      creditMemoAdd(line('Poster', '<Amount>9.00</Amount>', 'Non')),
    );
    expect([textIn(answer, 'TotalAmount'), textIn(answer, 'CreditRemaining')]).toEqual([
      '9.00',
      '9.00',
    ]);
  });
});
