import { textOf } from './fields.js';
import type { Fields } from './fields.js';
import type { CompanyStorage } from './ledger/company-storage.js';
import type { JournalEntry } from './ledger/journal.js';
import type { Ledger } from './ledger/ledger.js';
import {
  LIST_KINDS,
  linkedAmount,
  TXN_KINDS,
  type DataExt,
  type Deletion,
  type Line,
  type ListKind,
  type ListObject,
  type Transaction,
  type TxnKind,
} from './ledger/records.js';
import type { CompanySettings } from './ledger/settings.js';
import { balanceOf } from './requests/write-list-object.js';

/** A line as a checker reads it; money in cents. */
export interface LineView {
  readonly lineId: string;
  readonly item: string | undefined;
  readonly desc: string | undefined;
  readonly quantity: string | undefined;
  readonly rate: string | undefined;
  readonly amountCents: number | undefined;
  readonly taxCode: string | undefined;
}

/** A transaction as a checker reads it; money in cents. */
export interface DocumentView {
  readonly txnId: string;
  readonly kind: TxnKind;
  readonly refNumber: string | undefined;
  readonly date: string;
  readonly customer: string | undefined;
  readonly customerListId: string | undefined;
  readonly memo: string;
  readonly externalGuid: string | undefined;
  readonly subtotalCents: number;
  readonly taxCents: number;
  readonly totalCents: number;
  /** What is not yet paid, applied or refunded. */
  readonly openCents: number;
  readonly voided: boolean;
  readonly editSequence: string;
  readonly lines: readonly LineView[];
  readonly links: readonly { readonly txnId: string; readonly amountCents: number }[];
  readonly fields: Fields;
}

/** A list object as a checker reads it. */
export interface ListView {
  readonly listId: string;
  readonly kind: ListKind;
  readonly name: string;
  readonly fullName: string;
  readonly active: boolean;
  readonly editSequence: string;
  /** What a customer owes; undefined for other lists. */
  readonly balanceCents: number | undefined;
  readonly fields: Fields;
}

/** Reads the company file for checkers; shares nothing with what is judged. */
export class Inspection {
  constructor(
    private readonly ledger: Ledger,
    private readonly storage: CompanyStorage,
  ) {}

  isEmpty(): boolean {
    return this.ledger.lists(['Account']).length === 0;
  }

  documents(...kinds: readonly TxnKind[]): readonly DocumentView[] {
    const wanted = kinds.length === 0 ? TXN_KINDS : kinds;
    return this.ledger.transactions(wanted).map((one) => this.documentView(one));
  }

  document(txnId: string): DocumentView | undefined {
    const transaction = this.ledger.transaction(txnId);
    return transaction === undefined ? undefined : this.documentView(transaction);
  }

  lists(...kinds: readonly ListKind[]): readonly ListView[] {
    const wanted = kinds.length === 0 ? LIST_KINDS : kinds;
    return this.ledger.lists(wanted).map((one) => this.listView(one));
  }

  listObject(listId: string): ListView | undefined {
    const object = this.ledger.list(listId);
    return object === undefined ? undefined : this.listView(object);
  }

  /** The object with a full name, without regard to case. */
  named(kind: ListKind, fullName: string): ListView | undefined {
    const object = this.ledger.named(kind, fullName);
    return object?.kind === kind ? this.listView(object) : undefined;
  }

  /** How many objects of each kind there are; kinds without any are left out. */
  counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { kind } of [...this.documents(), ...this.lists()])
      counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }

  deletions(): readonly Deletion[] {
    return [...this.ledger.deletions.values()];
  }

  /** Every request that was carried out or refused, oldest first, over restores. */
  journal(): readonly JournalEntry[] {
    return this.storage.journal();
  }

  settings(): CompanySettings {
    return this.ledger.settings();
  }

  /** The data extensions on the company itself, such as FileID. */
  stamps(): readonly DataExt[] {
    return [...this.ledger.companyExts.values()];
  }

  private documentView(one: Transaction): DocumentView {
    return {
      txnId: one.id,
      kind: one.kind,
      refNumber: one.refNumber,
      date: one.date,
      customer: this.ledger.list(one.customerId ?? '')?.fullName,
      customerListId: one.customerId,
      memo: textOf(one.fields, 'Memo') ?? '',
      externalGuid: textOf(one.fields, 'ExternalGUID'),
      subtotalCents: one.subtotal,
      taxCents: one.tax,
      totalCents: one.total,
      openCents: one.total - linkedAmount(one),
      voided: one.voided,
      editSequence: String(one.modified),
      lines: one.lines.map((line) => this.lineView(line)),
      links: one.links.map(({ txnId, amount }) => ({ txnId, amountCents: amount })),
      fields: one.fields,
    };
  }

  private lineView(line: Line): LineView {
    return {
      lineId: line.id,
      item: this.ledger.list(line.itemId ?? '')?.fullName,
      desc: line.desc,
      quantity: line.quantity,
      rate: line.rate,
      amountCents: line.amount,
      taxCode: this.ledger.list(line.taxCodeId ?? '')?.name,
    };
  }

  private listView(object: ListObject): ListView {
    const { id, kind, name, fullName, active, modified, fields } = object;
    const isCustomer = kind === 'Customer';
    const balanceCents = isCustomer ? balanceOf(this.ledger.transactionsOf(id)) : undefined;
    return {
      listId: id,
      kind,
      name,
      fullName,
      active,
      editSequence: String(modified),
      balanceCents,
      fields,
    };
  }
}
