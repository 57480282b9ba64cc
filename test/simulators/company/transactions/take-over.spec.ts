import { describe, expect, it } from 'vitest';
import {
  appliedTo,
  creditMemoAdd,
  invoiceAdd,
  line,
  NO_TAX,
  payment,
  statuses,
  textIn,
  tickingCompany,
} from '../sample-requests.features.js';

const salesOrderAdd = (lines: string): string =>
  `<SalesOrderAddRq requestID="1"><SalesOrderAdd><CustomerRef><FullName>Harbor Cafe</FullName></CustomerRef>${NO_TAX}${lines.replaceAll('InvoiceLine', 'SalesOrderLine')}</SalesOrderAdd></SalesOrderAddRq>`;
const link = (id: string): string => `<LinkToTxnID>${id}</LinkToTxnID>`;
const poster = (amount: string): string => line('Poster', `<Amount>${amount}</Amount>`, 'Non');

function withSalesOrder() {
  const company = tickingCompany();
  const answer = company.send(salesOrderAdd(poster('7.00') + poster('3.00')));
  const id = textIn(answer, 'TxnID');
  const edit = textIn(answer, 'EditSequence');
  const balance = () => company.file.inspect.named('Customer', 'Harbor Cafe')?.balanceCents;
  return { ...company, id, edit, balance };
}

describe('an invoice that takes a sales order over', () => {
  it('has its lines, and its amount is open', () => {
    const { send, id, file, balance } = withSalesOrder();
    expect(balance()).toBe(0);
    const answer = send(invoiceAdd('', NO_TAX + link(id)));
    expect(textIn(answer, 'Subtotal')).toBe('10.00');
    const [invoice] = file.inspect.documents('Invoice');
    expect(invoice?.lines.map(({ amountCents }) => amountCents)).toEqual([700, 300]);
    expect([invoice?.openCents, balance()]).toEqual([1_000, 1_000]);
    const query = `<SalesOrderQueryRq><TxnID>${id}</TxnID><IncludeLinkedTxns>true</IncludeLinkedTxns></SalesOrderQueryRq>`;
    expect(textIn(send(query), 'IsFullyInvoiced')).toBe('true');
    expect(textIn(send(query), 'LinkType')).toBe('QUANTYPE');
  });

  it('has each line twice where they are sent as well', () => {
    const { send, id } = withSalesOrder();
    const answer = send(invoiceAdd(poster('7.00') + poster('3.00'), NO_TAX + link(id)));
    expect(textIn(answer, 'Subtotal')).toBe('20.00');
  });

  it('can be paid, and lets go of the sales order once it is void', () => {
    const { send, id, file } = withSalesOrder();
    const invoice = textIn(send(invoiceAdd('', NO_TAX + link(id))), 'TxnID');
    const paid = textIn(send(payment('10.00', appliedTo(invoice, '10.00'))), 'TxnID');
    const del = (type: string, txn: string) =>
      `<TxnDelRq><TxnDelType>${type}</TxnDelType><TxnID>${txn}</TxnID></TxnDelRq>`;
    expect(statuses(send(del('SalesOrder', id)))).toEqual([3160]);
    send(del('ReceivePayment', paid));
    send(`<TxnVoidRq><TxnVoidType>Invoice</TxnVoidType><TxnID>${invoice}</TxnID></TxnVoidRq>`);
    expect(statuses(send(del('SalesOrder', id)))).toEqual([0]);
    expect(file.inspect.documents('SalesOrder')).toEqual([]);
  });

  it.each([
    [3120, 'is unknown', () => 'FF-1', 'Harbor Cafe'],
    [3210, "is another customer's", (id: string) => id, 'Lee, Anna'],
  ])('is refused with %i where the sales order %s', (status, _, of, customer) => {
    const { send, id } = withSalesOrder();
    expect(statuses(send(invoiceAdd('', NO_TAX + link(of(id)), customer)))).toEqual([status]);
  });

  it('leaves the sales order as it was: neither taken over again nor changed', () => {
    const { send, tick, id, file } = withSalesOrder();
    tick(5);
    send(invoiceAdd('', NO_TAX + link(id)));
    expect(statuses(send(invoiceAdd('', NO_TAX + link(id))))).toEqual([3210]);
    const edit = file.inspect.document(id)?.editSequence ?? '';
    const mod = `<SalesOrderModRq><SalesOrderMod><TxnID>${id}</TxnID><EditSequence>${edit}</EditSequence><Memo>x</Memo></SalesOrderMod></SalesOrderModRq>`;
    expect(statuses(send(mod))).toEqual([3210]);
  });
});

describe('a payment of nothing that sets a credit off', () => {
  it.each([true, false])('settles both, and stays in the file or not: %s', (keeps) => {
    const { send, file } = tickingCompany();
    file.changeSettings({ keepsCreditPayments: keeps });
    const invoice = textIn(send(invoiceAdd(poster('10.00'), NO_TAX)), 'TxnID');
    const memo = textIn(send(creditMemoAdd(poster('10.00'))), 'TxnID');
    const credit = `<SetCredit><CreditTxnID>${memo}</CreditTxnID><AppliedAmount>10.00</AppliedAmount></SetCredit>`;
    const answer = send(payment('0.00', appliedTo(invoice, '0.00', credit)));
    expect(statuses(answer)).toEqual([0]);
    expect(answer.includes('<TxnID>')).toBe(keeps);
    expect(file.inspect.documents('ReceivePayment')).toHaveLength(keeps ? 1 : 0);
    expect([invoice, memo].map((id) => file.inspect.document(id)?.openCents)).toEqual([0, 0]);
    const [again] = statuses(send(payment('0.00', appliedTo(invoice, '0.00', credit))));
    expect(again).toBe(3210);
  });
});
