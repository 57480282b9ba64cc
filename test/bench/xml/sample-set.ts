import type { QbFields, QbMessageSet, QbRequest } from '@ml-connector/qbxml';

const DOCUMENTS = 20;
const LINES = 5;

/** A full set: 20 invoices of 5 lines each. */
export const SAMPLE_SET: QbMessageSet = {
  version: '13.0',
  onError: 'stopOnError',
  newMessageSetId: 'bench-0001',
  requests: Array.from({ length: DOCUMENTS }, (_, index) => ({
    requestId: `r${index + 1}`,
    request: invoice(index),
  })),
};

function invoice(index: number): QbRequest {
  const fields: QbFields = {
    CustomerRef: { ListID: `80000${index}-1234567890` },
    TxnDate: '2026-11-24',
    RefNumber: String(1_000 + index),
    BillAddress: {
      Addr1: "Zoe O'Hara & Sons",
      Addr2: '12 "Long" Street <rear>',
      City: 'Köln',
      PostalCode: '50667',
      Country: 'DE',
    },
    PONumber: String(index),
    Memo: `Order ${index} [ml:inv-0123456789abcdef]`,
    InvoiceLineAdd: Array.from({ length: LINES }, (__, line) => ({
      ItemRef: { ListID: `80000A${line}-1234567890` },
      Desc: `T-shirt, size ${line}, organic cotton & linen`,
      Quantity: String(line + 1),
      Amount: '19.99',
    })),
  };
  return { type: 'InvoiceAdd', fields };
}

const ret = (index: number): string =>
  `<InvoiceAddRs requestID="r${index + 1}" statusCode="0" statusSeverity="Info" statusMessage="Status OK"><InvoiceRet>` +
  `<TxnID>1A2B-${index}</TxnID><TimeCreated>2026-11-24T10:00:00-08:00</TimeCreated><TimeModified>2026-11-24T10:00:00-08:00</TimeModified>` +
  `<EditSequence>1790000000</EditSequence><TxnNumber>${index}</TxnNumber><CustomerRef><ListID>80000${index}</ListID><FullName>O'Hara &amp; Sons</FullName></CustomerRef>` +
  `<TxnDate>2026-11-24</TxnDate><RefNumber>${1_000 + index}</RefNumber><Subtotal>99.95</Subtotal><SalesTaxPercentage>0.00</SalesTaxPercentage><SalesTaxTotal>0.00</SalesTaxTotal>` +
  Array.from(
    { length: LINES },
    (_, line) =>
      `<InvoiceLineRet><TxnLineID>1A2C-${line}</TxnLineID><ItemRef><ListID>80000A${line}</ListID><FullName>T-shirt</FullName></ItemRef>` +
      `<Desc>T-shirt, size ${line}, organic cotton &amp; linen</Desc><Quantity>${line + 1}</Quantity><Amount>19.99</Amount></InvoiceLineRet>`,
  ).join('') +
  '</InvoiceRet></InvoiceAddRs>';

/** What QuickBooks answers to such a set. */
export const SAMPLE_ANSWER =
  '<?xml version="1.0" ?><QBXML><QBXMLMsgsRs messageSetStatusCode="0">' +
  `${Array.from({ length: DOCUMENTS }, (_, index) => ret(index)).join('')}</QBXMLMsgsRs></QBXML>`;
