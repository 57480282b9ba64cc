import { describe, expect, it } from 'vitest';
import type { QbFields } from '../language/qb-fields.js';
import { nodeAt, nodesAt, textAt, textsAt } from './read-fields.js';

const invoice: QbFields = {
  TxnID: '1-2',
  Memo: '',
  CustomerRef: { ListID: '80-1', FullName: 'Jane' },
  LinkedTxn: { TxnID: '3-4' },
  InvoiceLineRet: [
    { TxnLineID: '1', DataExtRet: [{ DataExtName: 'a' }, { DataExtName: 'b' }] },
    '',
    { TxnLineID: '2' },
  ],
};

describe('reading fields', () => {
  it('finds text at a path', () => {
    expect(textAt(invoice, 'CustomerRef', 'ListID')).toBe('80-1');
  });

  it('tells empty text from none', () => {
    expect([textAt(invoice, 'Memo'), textAt(invoice, 'Other')]).toEqual(['', undefined]);
  });

  it.each([
    ['an element is no text', ['CustomerRef']],
    ['text holds no elements', ['TxnID', 'ListID']],
    ['what is inherited is absent', ['toString']],
    ['a path may lead nowhere', ['ARAccountRef', 'ListID']],
    ['no path is no text', []],
  ])('finds no text where %s', (_, path) => {
    expect(textAt(invoice, ...path)).toBeUndefined();
  });

  it('finds one element and several alike', () => {
    expect(nodesAt(invoice, 'LinkedTxn')).toEqual([{ TxnID: '3-4' }]);
    expect(nodesAt(invoice, 'InvoiceLineRet')).toHaveLength(2);
  });

  it('goes through all elements on the way', () => {
    expect(textsAt(invoice, 'InvoiceLineRet', 'TxnLineID')).toEqual(['1', '2']);
    expect(textsAt(invoice, 'InvoiceLineRet', 'DataExtRet', 'DataExtName')).toEqual(['a', 'b']);
  });

  it('finds the first element, or none', () => {
    expect(nodeAt(invoice, 'InvoiceLineRet')).toMatchObject({ TxnLineID: '1' });
    expect(nodeAt(invoice, 'Memo')).toBeUndefined();
  });
});
