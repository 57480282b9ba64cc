import type { Fields } from '../fields.js';
import type { CompanyClock } from '../ledger/company-clock.js';
import type { Ledger } from '../ledger/ledger.js';
import type { CompanyRecord, ListKind, ListObject, Transaction } from '../ledger/records.js';
import { IteratorTable } from '../requests/iterators.js';
import { HANDLERS } from '../requests/handlers.js';
import type { RequestContext } from '../requests/request.js';
import { merged, renameChildren } from '../requests/write-list-requests.js';
import { taxTermsOf } from '../transactions/document-header.js';
import { erase, voided } from '../transactions/end-transactions.js';
import { totalsOf } from '../transactions/totals.js';

/** What a person changes in a document on the screen. */
export interface DocumentEdit {
  readonly memo?: string;
  readonly refNumber?: string;
  readonly date?: string;
  /** Index of a line and its new amount in cents. */
  readonly line?: { readonly index: number; readonly amountCents: number };
}

/** The hands of a person in QuickBooks: no qbXML, no EditSequence to give, the same rules. */
export class Person {
  private readonly context: RequestContext;

  constructor(ledger: Ledger, clock: CompanyClock) {
    this.context = { ledger, clock, iterators: new IteratorTable() };
  }

  editDocument(txnId: string, edit: DocumentEdit): void {
    const before = this.transaction(txnId);
    const lines = before.lines.map((line, index) =>
      index === edit.line?.index
        ? { ...line, amount: edit.line.amountCents, rate: undefined }
        : line,
    );
    this.put({
      ...before,
      date: edit.date ?? before.date,
      refNumber: edit.refNumber ?? before.refNumber,
      fields: edit.memo === undefined ? before.fields : merged(before.fields, { Memo: edit.memo }),
      lines,
      ...(edit.line === undefined
        ? {}
        : totalsOf(this.context.ledger, lines, taxTermsOf(this.context.ledger, before.fields))),
    });
  }

  voidDocument(txnId: string): void {
    this.act(() => voided(this.context, this.transaction(txnId)));
  }

  deleteDocument(txnId: string): void {
    this.act(() => erase(this.context, this.transaction(txnId)));
  }

  /** Types a new list object in; fields as in its Add request. @returns its ListID. */
  addListObject(kind: ListKind, fields: Fields): string {
    return this.act(() => {
      const handler = HANDLERS.get(`${kind}Add`);
      if (handler === undefined) throw new Error(`nobody types a ${kind} in here`);
      const request = { type: `${kind}Add`, requestId: undefined, attributes: {} };
      return handler(this.context, { ...request, fields: { [`${kind}Add`]: fields } }).id ?? '';
    });
  }

  /** Changes fields of a list object; an empty text clears one. */
  editListObject(listId: string, change: Fields): void {
    const before = this.object(listId);
    this.put({ ...before, fields: merged(before.fields, change) });
  }

  renameListObject(listId: string, name: string): void {
    const before = this.object(listId);
    const parent = before.fullName.slice(0, before.fullName.length - before.name.length);
    const after = {
      ...before,
      name,
      fullName: parent + name,
      modified: this.context.clock.seconds(),
    };
    this.act(() => {
      this.context.ledger.put(after);
      renameChildren(this.context, before, after);
    });
  }

  setActive(listId: string, active: boolean): void {
    this.put({ ...this.object(listId), active });
  }

  deleteListObject(listId: string): void {
    this.act(() => this.context.ledger.remove(this.object(listId), this.context.clock.seconds()));
  }

  private put(record: CompanyRecord): void {
    this.act(() => this.context.ledger.put({ ...record, modified: this.context.clock.seconds() }));
  }

  private act<T>(work: () => T): T {
    try {
      const result = work();
      this.context.ledger.commit();
      return result;
    } finally {
      this.context.ledger.rollback();
    }
  }

  private transaction(txnId: string): Transaction {
    const transaction = this.context.ledger.transaction(txnId);
    if (transaction === undefined) throw new Error(`there is no transaction ${txnId}`);
    return transaction;
  }

  private object(listId: string): ListObject {
    const object = this.context.ledger.list(listId);
    if (object === undefined) throw new Error(`there is no list object ${listId}`);
    return object;
  }
}
