import type { Company } from '../../simulators/company/index.js';

/** Hands requests to QuickBooks as one set. @returns its answer; for an error `hresult` and its number. */
export type Ask = (requests: string, attributes?: string, onError?: string) => string;

/** A dialogue with the simulator that proves one thing. */
export interface Case {
  /** Name of its file. */
  readonly name: string;
  readonly proves: string;
  readonly play: (ask: Ask, company: Company) => void;
}

export const setId = (id: string, old?: string): string =>
  ` newMessageSetID="${id}"${old === undefined ? '' : ` oldMessageSetID="${old}"`}`;

export const valueOf = (answer: string, element: string): string =>
  new RegExp(`<${element}>([^<]*)<`).exec(answer)?.[1] ?? '';

export const customer = (id: string, name: string, more = ''): string =>
  `<CustomerAddRq requestID="${id}"><CustomerAdd><Name>${name}</Name>${more}</CustomerAdd></CustomerAddRq>`;

export const line = (item: string, amount: string): string =>
  `<InvoiceLineAdd><ItemRef><FullName>${item}</FullName></ItemRef><Amount>${amount}</Amount><SalesTaxCodeRef><FullName>Non</FullName></SalesTaxCodeRef></InvoiceLineAdd>`;

/** Of ten, or of other lines, for somebody who stands in the file. */
export const invoice = (id: string, number: string, more: Partial<InvoiceParts> = {}): string => {
  const { to = 'Harbor Cafe', date = '2026-11-24', lines = line('Poster', '10.00') } = more;
  return (
    `<InvoiceAddRq requestID="${id}"><InvoiceAdd><CustomerRef><FullName>${to}</FullName></CustomerRef>` +
    `<TxnDate>${date}</TxnDate><RefNumber>${number}</RefNumber><ItemSalesTaxRef><FullName>Out of State</FullName></ItemSalesTaxRef>` +
    `<Memo>Order ${number} [ml:inv-${number}]</Memo>${lines}</InvoiceAdd></InvoiceAddRq>`
  );
};

interface InvoiceParts {
  readonly to: string;
  readonly date: string;
  readonly lines: string;
}

export const payment = (id: string, txnId: string, amount = '10.00'): string =>
  `<ReceivePaymentAddRq requestID="${id}"><ReceivePaymentAdd><CustomerRef><FullName>Harbor Cafe</FullName></CustomerRef><TotalAmount>${amount}</TotalAmount><AppliedToTxnAdd><TxnID>${txnId}</TxnID><PaymentAmount>${amount}</PaymentAmount></AppliedToTxnAdd></ReceivePaymentAdd></ReceivePaymentAddRq>`;

export const byNumber = (number: string): string =>
  `<InvoiceQueryRq requestID="number"><RefNumber>${number}</RefNumber></InvoiceQueryRq>`;

export const FENCE = `<OtherNameAddRq requestID="fence"><OtherNameAdd><Name>~ml-connector test</Name><Notes>ml-fence epoch=1 token=a</Notes></OtherNameAdd></OtherNameAddRq>`;

export const moveFence = (made: string, token = 'b'): string =>
  `<OtherNameModRq requestID="fence"><OtherNameMod><ListID>${valueOf(made, 'ListID')}</ListID><EditSequence>${valueOf(made, 'EditSequence')}</EditSequence><Notes>ml-fence epoch=2 token=${token}</Notes></OtherNameMod></OtherNameModRq>`;

export const readFence = (made: string): string =>
  `<OtherNameQueryRq requestID="q"><ListID>${valueOf(made, 'ListID')}</ListID></OtherNameQueryRq>`;
