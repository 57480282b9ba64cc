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

function withInvoice(amount = '10.00') {
  const company = tickingCompany();
  const answer = company.send(
    invoiceAdd(line('Poster', `<Amount>${amount}</Amount>`, 'Non'), NO_TAX),
  );
  const invoiceId = textIn(answer, 'TxnID');
  company.tick(5);
  const invoice = () => company.file.inspect.document(invoiceId);
  const balance = () => company.file.inspect.named('Customer', 'Harbor Cafe')?.balanceCents;
  return { ...company, invoiceId, invoice, balance, edit: textIn(answer, 'EditSequence') };
}

const refund = (txnId: string, amount: string): string =>
  `<ARRefundCreditCardAddRq requestID="1"><ARRefundCreditCardAdd><CustomerRef><FullName>Harbor Cafe</FullName></CustomerRef><RefundAppliedToTxnAdd><TxnID>${txnId}</TxnID><RefundAmount>${amount}</RefundAmount></RefundAppliedToTxnAdd></ARRefundCreditCardAdd></ARRefundCreditCardAddRq>`;

describe('a payment', () => {
  it('pays an invoice, changes its EditSequence and the balance of the customer', () => {
    const { send, invoiceId, invoice, balance, edit } = withInvoice();
    expect(balance()).toBe(1000);
    const answer = send(payment('4.00', appliedTo(invoiceId, '4.00')));
    expect(textIn(answer, 'UnusedPayment')).toBe('0.00');
    expect(textIn(answer, 'BalanceRemaining')).toBe('6.00');
    expect(invoice()?.openCents).toBe(600);
    expect(invoice()?.editSequence).not.toBe(edit);
    expect(balance()).toBe(600);
  });

  it('shows as paid on the invoice, with the link where it is asked for', () => {
    const { send, invoiceId } = withInvoice();
    send(payment('10.00', appliedTo(invoiceId, '10.00')));
    const query = `<InvoiceQueryRq><TxnID>${invoiceId}</TxnID><IncludeLinkedTxns>true</IncludeLinkedTxns></InvoiceQueryRq>`;
    const answer = send(query);
    expect(textIn(answer, 'IsPaid')).toBe('true');
    expect(textIn(answer, 'AppliedAmount')).toBe('-10.00');
    expect(answer).toMatch(
      /<LinkedTxn>.*<TxnType>ReceivePayment<\/TxnType>.*<Amount>-10.00<\/Amount><\/LinkedTxn>/,
    );
  });

  it.each([
    [3210, 'more than the invoice', (id: string) => payment('20.00', appliedTo(id, '10.01'))],
    [3210, 'more than itself', (id: string) => payment('4.00', appliedTo(id, '5.00'))],
    [3210, 'nothing', (id: string) => payment('0.00', appliedTo(id, '0.00'))],
    [
      3210,
      'for another customer',
      (id: string) => payment('5.00', appliedTo(id, '5.00'), 'Lee, Anna'),
    ],
    [3120, 'an unknown invoice', () => payment('5.00', appliedTo('FF-1', '5.00'))],
  ])('is refused with %i when it pays %s', (status, _, request) => {
    const { send, invoiceId, invoice, file } = withInvoice();
    expect(statuses(send(request(invoiceId)))).toEqual([status]);
    expect(invoice()?.openCents).toBe(1000);
    expect(file.inspect.documents('ReceivePayment')).toEqual([]);
  });

  it('that was refused half way leaves nothing for the next request to store', () => {
    const { send, invoiceId, invoice, file } = withInvoice();
    send(payment('4.00', appliedTo(invoiceId, '3.00') + appliedTo(invoiceId, '3.00')));
    send('<OtherNameAddRq><OtherNameAdd><Name>Next</Name></OtherNameAdd></OtherNameAddRq>');
    expect(invoice()?.openCents).toBe(1000);
    expect(file.inspect.documents('ReceivePayment')).toEqual([]);
  });

  it('applies itself to the oldest invoices first', () => {
    const { send, invoiceId, file, invoice } = withInvoice();
    send(
      invoiceAdd(line('Poster', '<Amount>7.00</Amount>', 'Non'), `${NO_TAX}<Memo>second</Memo>`),
    );
    send(payment('12.00', '<IsAutoApply>true</IsAutoApply>'));
    expect(invoice()?.openCents).toBe(0);
    expect(file.inspect.documents('Invoice').map(({ openCents }) => openCents)).toEqual([0, 500]);
    expect(file.inspect.document(invoiceId)?.links).toHaveLength(1);
  });

  it('sets a credit memo off against an invoice', () => {
    const { send, invoiceId, invoice, file } = withInvoice();
    const memo = send(creditMemoAdd(line('Poster', '<Amount>3.00</Amount>', 'Non')));
    const credit = `<SetCredit><CreditTxnID>${textIn(memo, 'TxnID')}</CreditTxnID><AppliedAmount>3.00</AppliedAmount></SetCredit>`;
    const answer = send(payment('7.00', appliedTo(invoiceId, '7.00', credit)));
    expect(statuses(answer)).toEqual([0]);
    expect(invoice()?.openCents).toBe(0);
    expect(file.inspect.documents('CreditMemo')[0]?.openCents).toBe(0);
  });
});

describe('a refund', () => {
  it('uses up the credit memo', () => {
    const { send, file } = withInvoice();
    const memo = textIn(
      send(creditMemoAdd(line('Poster', '<Amount>3.00</Amount>', 'Non'))),
      'TxnID',
    );
    expect(textIn(send(refund(memo, '3.00')), 'TotalAmount')).toBe('3.00');
    expect(file.inspect.document(memo)?.openCents).toBe(0);
    expect(statuses(send(refund(memo, '0.01')))).toEqual([3210]);
  });

  it('is refused on an invoice', () => {
    const { send, invoiceId } = withInvoice();
    expect(statuses(send(refund(invoiceId, '1.00')))).toEqual([3210]);
  });
});

describe('a check', () => {
  const check = (txnId: string, account = 'Checking'): string =>
    `<CheckAddRq requestID="1"><CheckAdd><AccountRef><FullName>${account}</FullName></AccountRef><PayeeEntityRef><FullName>Harbor Cafe</FullName></PayeeEntityRef><ApplyCheckToTxnAdd><TxnID>${txnId}</TxnID><Amount>3.00</Amount></ApplyCheckToTxnAdd></CheckAdd></CheckAddRq>`;

  it('pays a credit memo back, once, from a bank account only', () => {
    const { send, file, invoiceId, balance } = withInvoice();
    const memo = textIn(
      send(creditMemoAdd(line('Poster', '<Amount>3.00</Amount>', 'Non'))),
      'TxnID',
    );
    expect(balance()).toBe(700);
    expect(statuses(send(check(memo, 'Undeposited Funds')))).toEqual([3210]);
    expect(statuses(send(check(invoiceId)))).toEqual([3210]);
    expect(textIn(send(check(memo)), 'Amount')).toBe('3.00');
    expect([file.inspect.document(memo)?.openCents, balance()]).toEqual([0, 1000]);
    expect(statuses(send(check(memo)))).toEqual([3210]);
  });
});

describe('the end of a transaction', () => {
  const voiding = (id: string): string =>
    `<TxnVoidRq><TxnVoidType>Invoice</TxnVoidType><TxnID>${id}</TxnID></TxnVoidRq>`;
  const deleting = (id: string, type = 'Invoice'): string =>
    `<TxnDelRq><TxnDelType>${type}</TxnDelType><TxnID>${id}</TxnID></TxnDelRq>`;
  const deletions = '<TxnDeletedQueryRq><TxnDelType>Invoice</TxnDelType></TxnDeletedQueryRq>';

  it('by a void leaves it at nothing and frees its payment', () => {
    const { send, invoiceId, invoice, file } = withInvoice();
    send(payment('10.00', appliedTo(invoiceId, '10.00')));
    expect(statuses(send(voiding(invoiceId)))).toEqual([0]);
    expect(invoice()).toMatchObject({ voided: true, totalCents: 0, openCents: 0, memo: 'VOID:' });
    expect(file.inspect.documents('ReceivePayment')[0]?.openCents).toBe(1000);
  });

  it('by a deletion is told by TxnDeletedQuery', () => {
    const { send, invoiceId, invoice } = withInvoice();
    expect(statuses(send(deletions))).toEqual([1]);
    send(deleting(invoiceId));
    expect(invoice()).toBeUndefined();
    expect(textIn(send(deletions), 'TxnID')).toBe(invoiceId);
  });

  it('is refused with 3160 while a payment is applied, and free after it is deleted', () => {
    const { send, invoiceId } = withInvoice();
    const paid = textIn(send(payment('10.00', appliedTo(invoiceId, '10.00'))), 'TxnID');
    expect(statuses(send(deleting(invoiceId)))).toEqual([3160]);
    expect(statuses(send(deleting(paid, 'ReceivePayment') + deleting(invoiceId)))).toEqual([0, 0]);
  });

  it('is refused with 3120 under another type', () => {
    const { send, invoiceId } = withInvoice();
    expect(statuses(send(deleting(invoiceId, 'CreditMemo')))).toEqual([3120]);
  });
});
