import type { QbFields } from '@ml-connector/qbxml';
import type { Posting } from '@ml-connector/postings';
import { describe, expect, it } from 'vitest';
import { editedDocument } from '../sets/reasons.js';
import { changeFields } from './change-fields.js';
import { compareDocument } from './compare-document.js';
import { judgeStanding } from './judge-standing.js';

const line = (item: string, amount: string, more: QbFields = {}): QbFields => ({
  ItemRef: { ListID: item },
  Desc: `About ${item}`,
  Amount: amount,
  ...more,
});
const written: QbFields = {
  CustomerRef: { ListID: 'C-1' },
  RefNumber: '27',
  BillAddress: { Addr1: 'Ada', City: 'Bern' },
  Memo: 'Order 27 [ml:inv-1]',
  InvoiceLineAdd: [line('I-1', '10.00', { Quantity: '2' }), line('I-2', '5.00')],
};
const seen = (changes: QbFields = {}): QbFields => ({
  TxnID: 'T-1',
  EditSequence: '100',
  CustomerRef: { ListID: 'C-1', FullName: 'Ada' },
  RefNumber: '27',
  BillAddress: { Addr1: 'Ada', City: 'Bern' },
  Memo: 'Order 27 [ml:inv-1]',
  Subtotal: '15.00',
  InvoiceLineRet: [
    { TxnLineID: 'L-1', ...line('I-1', '10.00', { Quantity: '2.00', Rate: '5.00' }) },
    { TxnLineID: 'L-2', ...line('I-2', '5.00') },
  ],
  ...changes,
});

describe('what stands compared with what we wrote', () => {
  it('is the same in whatever form QuickBooks shows it', () => {
    expect(compareDocument(written, seen())).toEqual([]);
  });

  it.each<[string, QbFields]>([
    ['RefNumber', { RefNumber: '28' }],
    ['BillAddress/City', { BillAddress: { Addr1: 'Ada', City: 'Basel' } }],
    ['CustomerRef', { CustomerRef: { ListID: 'C-2', FullName: 'Bob' } }],
    ['Number of lines', { InvoiceLineRet: [{ TxnLineID: 'L-1', ...line('I-1', '10.00') }] }],
    [
      'Line 2 Amount',
      {
        InvoiceLineRet: [
          { TxnLineID: 'L-1', ...line('I-1', '10.00', { Quantity: '2' }) },
          { TxnLineID: 'L-2', ...line('I-2', '6.00') },
        ],
      },
    ],
  ])('differs in %s', (path, changes) => {
    expect(compareDocument(written, seen(changes)).map((one) => one.path)).toEqual([path]);
  });

  it('is told with both sides, but nothing of people', () => {
    const differences = compareDocument(
      written,
      seen({ RefNumber: '28', BillAddress: { Addr1: 'Eve', City: 'Bern' } }),
    );
    expect(editedDocument(differences).detail).toBe(
      'RefNumber: we wrote 27, QuickBooks has 28; BillAddress/Addr1 differs.',
    );
  });
});

describe('the fields of a change', () => {
  const change = (wished: QbFields, lineIds: readonly string[] = ['L-1', 'L-2']) =>
    changeFields('Invoice', { written, wished, lineIds });

  it('name every line that stays, change what fits and add the rest', () => {
    const wished = {
      ...written,
      InvoiceLineAdd: [
        line('I-2', '5.00'),
        line('I-1', '20.00', { Quantity: '4' }),
        line('I-3', '1.00'),
      ],
    };
    expect(change(wished)['InvoiceLineMod']).toEqual([
      { TxnLineID: 'L-2' },
      { TxnLineID: 'L-1', ...line('I-1', '20.00', { Quantity: '4' }) },
      { TxnLineID: '-1', ...line('I-3', '1.00') },
    ]);
  });

  it('write a line anew where a field would have to be cleared', () => {
    const wished = { ...written, InvoiceLineAdd: [line('I-1', '10.00'), line('I-2', '5.00')] };
    expect(change(wished)['InvoiceLineMod']).toEqual([
      { TxnLineID: '-1', ...line('I-1', '10.00') },
      { TxnLineID: 'L-2' },
    ]);
  });

  it('use no line twice', () => {
    const twice = [line('I-2', '5.00'), line('I-2', '5.00')];
    const [first, second] = change({ ...written, InvoiceLineAdd: twice })[
      'InvoiceLineMod'
    ] as QbFields[];
    expect([first?.['TxnLineID'], second?.['TxnLineID']]).toEqual(['L-2', '-1']);
  });

  it('clear what is wished no more, but no reference', () => {
    const { BillAddress: _, CustomerRef: __, ...rest } = written;
    const fields = change({ ...rest, BillAddress: { Addr1: 'Ada' } });
    expect([fields['BillAddress'], fields['CustomerRef']]).toEqual([
      { City: '', Addr1: 'Ada' },
      undefined,
    ]);
  });

  it('replace every line where those that stand are not ours', () => {
    expect(change(written, [])['InvoiceLineMod']).toEqual([
      { TxnLineID: '-1', ...line('I-1', '10.00', { Quantity: '2' }) },
      { TxnLineID: '-1', ...line('I-2', '5.00') },
    ]);
  });
});

describe('a change weighed against what stands', () => {
  const posting = (changes: Partial<Posting> = {}): Posting =>
    ({
      document: { type: 'Invoice', txnId: 'T-1', total: 1500, refNumber: '27' },
      ending: null,
      wish: { object: 'Invoice', total: 1600 },
      ...changes,
    }) as unknown as Posting;
  const wished = { ...written, RefNumber: '27-B' };
  const judge = (
    ret: QbFields | null,
    changes: Partial<Posting> = {},
    shown: string | null = null,
  ) => judgeStanding({ posting: posting(changes), written, wished, shown }, ret);
  const ending = { operation: 'void', after: [] } as Posting['ending'];
  const linked = { LinkedTxn: { TxnID: 'P-1', TxnType: 'ReceivePayment' } };
  const code = (verdict: ReturnType<typeof judge>) =>
    verdict.verdict === 'hold' ? verdict.reason.code : verdict.verdict;

  it('goes with the lines that stand, whatever the EditSequence', () => {
    expect(judge(seen({ EditSequence: '999' }))).toEqual({
      verdict: 'go',
      lineIds: ['L-1', 'L-2'],
    });
  });

  it('is held where somebody edited it, and goes once that very state was shown', () => {
    const edited = seen({ RefNumber: 'X' });
    expect(code(judge(edited))).toBe('EDITED_IN_QUICKBOOKS');
    expect(judge(edited, {}, '100')).toEqual({ verdict: 'go', lineIds: [] });
    expect(code(judge(seen({ RefNumber: 'Y', EditSequence: '101' }), {}, '100'))).toBe(
      'EDITED_IN_QUICKBOOKS',
    );
  });

  it('is held where it is paid, unless the rule allows what leaves the total', () => {
    expect(code(judge(seen(linked)))).toBe('PAID_IN_QUICKBOOKS');
    const wish = { ...posting().wish, total: 1500, onChange: 'change-paid' } as Posting['wish'];
    expect(code(judge(seen(linked), { wish }))).toBe('go');
    const dearer = { ...wish, total: 1600 };
    expect(code(judge(seen(linked), { wish: dearer }))).toBe('PAID_IN_QUICKBOOKS');
    expect(code(judge(seen(linked), { wish, ending }))).toBe('PAID_IN_QUICKBOOKS');
  });

  it('is not held by the sales order that the invoice took over', () => {
    const taken = { LinkedTxn: { TxnID: 'S-1', TxnType: 'SalesOrder' } };
    expect(code(judge(seen(taken)))).toBe('go');
  });

  it('lets a credit memo end that we set off against its own invoice, and no other', () => {
    const { document } = posting();
    const memo = posting({
      kind: 'credit-memo',
      ending,
      document: { ...document, type: 'CreditMemo' } as Posting['document'],
    });
    const setOff = seen({ LinkedTxn: { TxnID: 'I-1', TxnType: 'Invoice' } });
    const judged = (own: string) =>
      judgeStanding(
        { posting: memo, written: { RefNumber: '27' }, wished, shown: null, own: new Set([own]) },
        setOff,
      ).verdict;
    expect([judged('I-1'), judged('I-2')]).toEqual(['go', 'hold']);
  });

  it('needs nothing where the document reads so already, is gone or is voided', () => {
    expect(code(judge(seen({ RefNumber: '27-B' })))).toBe('stands');
    expect(code(judge(null))).toBe('gone');
    const voided = seen({ Memo: 'VOID: Order 27', Subtotal: '0.00' });
    expect(code(judge(voided, { ending }))).toBe('ended');
  });
});
