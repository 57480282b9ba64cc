import { openCompany, type Company, type CompanyOptions } from './index.js';

export const START = Date.parse('2026-11-24T10:00:00Z');

/** A company file whose clock the test moves. */
export interface TickingCompany {
  readonly file: Company;
  /** Sends requests as one stopOnError set. */
  send(requests: string, attributes?: string): string;
  tick(seconds: number): void;
}

export function tickingCompany(options: Partial<CompanyOptions> = {}): TickingCompany {
  let now = START;
  const file = openCompany({ path: ':memory:', now: () => now, ...options });
  return {
    file,
    send: (requests, attributes) => file.processRequest(message(requests, attributes)),
    tick: (seconds) => {
      now += seconds * 1000;
    },
  };
}

export function message(
  requests: string,
  attributes = 'onError="stopOnError"',
  version = '13.0',
): string {
  return `<?xml version="1.0" encoding="utf-8"?><?qbxml version="${version}"?><QBXML><QBXMLMsgsRq ${attributes}>${requests}</QBXMLMsgsRq></QBXML>`;
}

export function customerAdd(name: string, rest = ''): string {
  return `<CustomerAddRq requestID="1"><CustomerAdd><Name>${name}</Name>${rest}</CustomerAdd></CustomerAddRq>`;
}

export function invoiceAdd(lines: string, header = '', customer = 'Harbor Cafe'): string {
  return `<InvoiceAddRq requestID="1"><InvoiceAdd><CustomerRef><FullName>${customer}</FullName></CustomerRef>${header}${lines}</InvoiceAdd></InvoiceAddRq>`;
}

export function creditMemoAdd(lines: string): string {
  return `<CreditMemoAddRq requestID="1"><CreditMemoAdd><CustomerRef><FullName>Harbor Cafe</FullName></CustomerRef><ItemSalesTaxRef><FullName>Out of State</FullName></ItemSalesTaxRef>${lines.replaceAll('InvoiceLine', 'CreditMemoLine')}</CreditMemoAdd></CreditMemoAddRq>`;
}

export const NO_TAX = '<ItemSalesTaxRef><FullName>Out of State</FullName></ItemSalesTaxRef>';

export function line(item: string, rest: string, code?: string): string {
  const tax =
    code === undefined ? '' : `<SalesTaxCodeRef><FullName>${code}</FullName></SalesTaxCodeRef>`;
  return `<InvoiceLineAdd><ItemRef><FullName>${item}</FullName></ItemRef>${rest}${tax}</InvoiceLineAdd>`;
}

export function payment(amount: string, applied: string, customer = 'Harbor Cafe'): string {
  return `<ReceivePaymentAddRq requestID="1"><ReceivePaymentAdd><CustomerRef><FullName>${customer}</FullName></CustomerRef><TotalAmount>${amount}</TotalAmount>${applied}</ReceivePaymentAdd></ReceivePaymentAddRq>`;
}

export function appliedTo(txnId: string, amount: string, rest = ''): string {
  return `<AppliedToTxnAdd><TxnID>${txnId}</TxnID><PaymentAmount>${amount}</PaymentAmount>${rest}</AppliedToTxnAdd>`;
}

/** The status codes of an answer, in order. */
export function statuses(answer: string): number[] {
  return [...answer.matchAll(/ statusCode="(\d+)"/g)].map((match) => Number(match[1]));
}

/** The first text of an element in an answer. */
export function textIn(answer: string, element: string): string {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(answer)?.[1] ?? '';
}
