import { describe, expect, it } from 'vitest';
import { openCompany, type Company, type CompanyOptions } from './index.js';

const START = Date.parse('2026-11-24T10:00:00Z');

function company(
  options: Partial<CompanyOptions> = {},
): Company & { tick: (seconds: number) => void } {
  let now = START;
  const opened = openCompany({ path: ':memory:', now: () => now, ...options });
  return Object.assign(opened, {
    tick: (seconds: number) => {
      now += seconds * 1000;
    },
  });
}

function message(requests: string, attributes = ''): string {
  return `<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError"${attributes}>${requests}</QBXMLMsgsRq></QBXML>`;
}

const customer = (name: string): string =>
  `<CustomerAddRq requestID="1"><CustomerAdd><Name>${name}</Name></CustomerAdd></CustomerAddRq>`;

const invoice = (lines: string, header = ''): string =>
  `<InvoiceAddRq requestID="1"><InvoiceAdd><CustomerRef><FullName>Harbor Cafe</FullName></CustomerRef>${header}${lines}</InvoiceAdd></InvoiceAddRq>`;

const line = (item: string, rest: string): string =>
  `<InvoiceLineAdd><ItemRef><FullName>${item}</FullName></ItemRef>${rest}</InvoiceLineAdd>`;

function statuses(answer: string): number[] {
  return [...answer.matchAll(/statusCode="(\d+)"/g)].map((match) => Number(match[1]));
}

describe('a company file', () => {
  it('adds an invoice and computes its totals in cents', () => {
    const file = company();
    const answer = file.processRequest(
      message(
        invoice(
          line('MUG-01', '<Quantity>3</Quantity><Rate>9.95</Rate>') +
            line('Freight', '<Amount>4.50</Amount>'),
        ),
      ),
    );
    expect(answer).toContain('<Subtotal>34.35</Subtotal>');
    expect(answer).toContain('<SalesTaxTotal>2.46</SalesTaxTotal>');
    expect(file.inspect.documents('Invoice')).toMatchObject([
      { subtotalCents: 3435, taxCents: 246, totalCents: 3681, customer: 'Harbor Cafe' },
    ]);
  });

  it('refuses a name that a vendor already holds', () => {
    const answer = company().processRequest(message(customer('mike smith')));
    expect(statuses(answer)).toEqual([3100]);
  });

  it('executes nothing of a text with an unknown element', () => {
    const file = company();
    const bad = '<CustomerAddRq><CustomerAdd><Name>Z</Name><Nope/></CustomerAdd></CustomerAddRq>';
    expect(() => file.processRequest(message(customer('Fine One') + bad))).toThrow(/Nope/);
    expect(file.inspect.named('Customer', 'Fine One')).toBeUndefined();
  });

  it('tells the stored status of a message set that it has executed and does not repeat it', () => {
    const file = company();
    const set = message(customer('Only Once'), ' newMessageSetID="set-1"');
    const [first, second] = [file.processRequest(set), file.processRequest(set)];
    expect(first).toContain('<CustomerRet>');
    expect(second).toContain('<ErrorRecovery><ListID>');
    expect(statuses(second)).toEqual([0]);
  });
});
