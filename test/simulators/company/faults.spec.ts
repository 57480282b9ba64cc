import { describe, expect, it } from 'vitest';
import {
  appliedTo,
  customerAdd,
  invoiceAdd,
  line,
  message,
  NO_TAX,
  payment,
  statuses,
  textIn,
  tickingCompany,
} from './sample-requests.features.js';

describe('a fault of the company file', () => {
  it('crashes between two requests of a set: what ran stays, what follows did not', () => {
    const { send, file } = tickingCompany();
    file.faults.crashAfterRequests = 2;
    expect(() => send(customerAdd('A') + customerAdd('B') + customerAdd('C'))).toThrow(
      'server threw',
    );
    const standing = ['A', 'B', 'C'].map(
      (name) => file.inspect.named('Customer', name) !== undefined,
    );
    expect(standing).toEqual([true, true, false]);
  });

  it('ends the session with the crash', () => {
    const { file } = tickingCompany();
    const session = file.openSession({ application: 'a' });
    file.faults.crashAfterRequests = 0;
    expect(() => session.processRequest(message(customerAdd('A')))).toThrow('server threw');
    expect(() => session.processRequest(message(customerAdd('A')))).toThrow('ticket');
  });

  it('locks every write with 3176 and lets queries pass', () => {
    const { send, file } = tickingCompany();
    file.faults.locked = true;
    expect(statuses(send(customerAdd('A')))).toEqual([3176]);
    expect(statuses(send('<CustomerQueryRq></CustomerQueryRq>'))).toEqual([0]);
  });

  it('shows a modal dialog to every call', () => {
    const { file } = tickingCompany();
    const session = file.openSession({ application: 'a' });
    file.faults.modalDialog = true;
    expect(() => session.processRequest(message(''))).toThrow(
      expect.objectContaining({ hresult: '0x80040414' }),
    );
    expect(() => file.openSession({ application: 'a' })).toThrow(
      expect.objectContaining({ hresult: '0x80040414' }),
    );
  });

  it('cannot be opened', () => {
    const { file } = tickingCompany();
    file.faults.openError = { hresult: '0x80040408', message: 'Could not start QuickBooks.' };
    expect(() => file.openSession({ application: 'a' })).toThrow(
      expect.objectContaining({ hresult: '0x80040408' }),
    );
  });

  it('answers one request of a type with a status, with or without carrying it out', () => {
    const { send, file } = tickingCompany();
    file.faults.refusals.push(
      { type: 'CustomerAdd', statusCode: 3180, message: 'There was an error when saving.' },
      {
        type: 'CustomerAdd',
        statusCode: 3180,
        message: 'There was an error when saving.',
        andExecute: true,
      },
    );
    expect(statuses(send(customerAdd('A')))).toEqual([3180]);
    expect(file.inspect.named('Customer', 'A')).toBeUndefined();
    expect(statuses(send(customerAdd('A')))).toEqual([3180]);
    expect(file.inspect.named('Customer', 'A')).toBeDefined();
  });

  it('fails the next call before anything is executed', () => {
    const { send, file } = tickingCompany();
    file.faults.nextHresult = { hresult: '0x80040402', message: 'unexpected' };
    expect(() => send(customerAdd('A'))).toThrow(
      expect.objectContaining({ hresult: '0x80040402' }),
    );
    expect(statuses(send(customerAdd('A')))).toEqual([0]);
  });

  it('stamps two changes into one second while the clock is frozen', () => {
    const { file, send, tick } = tickingCompany();
    file.clock.freeze();
    const first = textIn(send(customerAdd('A')), 'EditSequence');
    tick(10);
    expect(textIn(send(customerAdd('B')), 'EditSequence')).toBe(first);
    file.clock.thaw();
    expect(textIn(send(customerAdd('C')), 'EditSequence')).not.toBe(first);
  });
});

describe('a person at the PC', () => {
  function invoiced() {
    const company = tickingCompany();
    const answer = company.send(
      invoiceAdd(line('Poster', '<Amount>10.00</Amount>', 'Non'), NO_TAX),
    );
    company.tick(3);
    const txnId = textIn(answer, 'TxnID');
    const view = () => company.file.inspect.document(txnId);
    return { ...company, txnId, view, edit: textIn(answer, 'EditSequence') };
  }

  it('edits a document and moves its EditSequence', () => {
    const { file, txnId, view, edit } = invoiced();
    file.person.editDocument(txnId, {
      memo: 'mine',
      refNumber: 'X-1',
      line: { index: 0, amountCents: 1250 },
    });
    expect(view()).toMatchObject({ memo: 'mine', refNumber: 'X-1', totalCents: 1250 });
    expect(view()?.editSequence).not.toBe(edit);
  });

  it('voids a document', () => {
    const { file, txnId, view } = invoiced();
    file.person.voidDocument(txnId);
    expect(view()).toMatchObject({ voided: true, totalCents: 0 });
  });

  it('deletes a document, and TxnDeletedQuery tells it', () => {
    const { file, txnId, view, send } = invoiced();
    file.person.deleteDocument(txnId);
    expect(view()).toBeUndefined();
    expect(
      send('<TxnDeletedQueryRq><TxnDelType>Invoice</TxnDelType></TxnDeletedQueryRq>'),
    ).toContain(txnId);
  });

  it('cannot delete a paid invoice either', () => {
    const { file, txnId, send } = invoiced();
    send(payment('10.00', appliedTo(txnId, '10.00')));
    expect(() => file.person.deleteDocument(txnId)).toThrow('linked');
  });

  it('renames a customer whose documents show the new name', () => {
    const { file, txnId, view, send } = invoiced();
    file.person.renameListObject(view()?.customerListId ?? '', 'Harbour Café');
    expect(view()?.customer).toBe('Harbour Café');
    expect(send(`<InvoiceQueryRq><TxnID>${txnId}</TxnID></InvoiceQueryRq>`)).toContain(
      'Harbour Caf&#233;',
    );
  });

  it('types in a customer and deletes one', () => {
    const { file, send } = tickingCompany();
    const id = file.person.addListObject('Customer', { Name: 'Typed In' });
    file.person.deleteListObject(id);
    expect(file.inspect.named('Customer', 'Typed In')).toBeUndefined();
    const query = '<ListDeletedQueryRq><ListDelType>Customer</ListDelType></ListDeletedQueryRq>';
    expect(textIn(send(query), 'FullName')).toBe('Typed In');
  });
});
