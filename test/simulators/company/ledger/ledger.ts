import type { CompanyStorage } from './company-storage.js';
import {
  namespaceOf,
  type CompanyRecord,
  type DataExt,
  type Deletion,
  type ListKind,
  type ListObject,
  type Transaction,
  type TxnKind,
} from './records.js';
import type { DataExtDefinition, Row, StoredSet } from './rows.js';
import { INITIAL_SETTINGS, type CompanySettings } from './settings.js';

/**
 * The contents of a company file, in memory and written through. What one request changes is kept
 * aside until `commit`, so that a refused request leaves nothing behind.
 */
export class Ledger {
  readonly definitions = new Map<string, DataExtDefinition>();
  readonly companyExts = new Map<string, DataExt>();
  readonly messageSets = new Map<string, StoredSet>();
  readonly deletions = new Map<string, Deletion>();
  private readonly records = new Map<string, CompanyRecord>();
  private readonly kinds = new Map<string, Set<string>>();
  private readonly names = new Map<string, string>();
  private readonly customers = new Map<string, Set<string>>();
  private settingsNow: CompanySettings = INITIAL_SETTINGS;
  private counter = 0;
  private pending = new Map<string, CompanyRecord | undefined>();
  private rows: Row[] = [];

  constructor(private readonly storage: CompanyStorage) {
    this.load(storage.load());
  }

  get(id: string): CompanyRecord | undefined {
    return this.pending.has(id) ? this.pending.get(id) : this.records.get(id);
  }

  list(id: string): ListObject | undefined {
    const record = this.get(id);
    return record?.family === 'list' ? record : undefined;
  }

  transaction(id: string): Transaction | undefined {
    const record = this.get(id);
    return record?.family === 'transaction' ? record : undefined;
  }

  /** List objects of some kinds in the order in which they were made. */
  lists(kinds: readonly ListKind[]): readonly ListObject[] {
    return this.idsOf(kinds).flatMap((id) => this.list(id) ?? []);
  }

  /** Transactions of some kinds in the order in which they were made. */
  transactions(kinds: readonly TxnKind[]): readonly Transaction[] {
    return this.idsOf(kinds).flatMap((id) => this.transaction(id) ?? []);
  }

  transactionsOf(customerId: string): readonly Transaction[] {
    return [...(this.customers.get(customerId) ?? [])].flatMap((id) => this.transaction(id) ?? []);
  }

  /** The object that holds a full name among the lists that share names with a kind. */
  named(kind: ListKind, fullName: string): ListObject | undefined {
    const id = this.names.get(nameKey(kind, fullName));
    return id === undefined ? undefined : this.list(id);
  }

  settings(): CompanySettings {
    return this.settingsNow;
  }

  /** The next number of a series that never repeats in this file. */
  nextNumber(): number {
    this.counter += 1;
    this.rows.push({ table: 'counter', key: '', value: this.counter });
    return this.counter;
  }

  put(record: CompanyRecord): void {
    this.pending.set(record.id, record);
  }

  remove(record: CompanyRecord, deleted: number): void {
    const { id, kind, created } = record;
    const label = record.family === 'list' ? record.fullName : (record.refNumber ?? '');
    this.pending.set(id, undefined);
    this.keep({ table: 'deletion', key: id, value: { id, kind, label, created, deleted } });
  }

  /** Takes back what this request put, so that it was never there. */
  forget(id: string): void {
    this.pending.delete(id);
  }

  /** Adds any other row to what the next commit stores. */
  keep(row: Row): void {
    this.rows.push(row);
  }

  commit(): void {
    const rows = this.rows;
    for (const [key, value] of this.pending) rows.push({ table: 'record', key, value });
    this.rollback();
    for (const row of rows) this.take(row);
    this.storage.save(rows);
  }

  rollback(): void {
    this.pending = new Map();
    this.rows = [];
  }

  /** Everything as rows: what a backup holds. */
  backup(): readonly Row[] {
    return this.storage.load();
  }

  restore(rows: readonly Row[]): void {
    this.storage.replace(rows);
    for (const map of [this.records, this.kinds, this.names, this.customers]) map.clear();
    for (const map of [this.definitions, this.companyExts, this.messageSets, this.deletions]) {
      map.clear();
    }
    this.load(rows);
  }

  private load(rows: readonly Row[]): void {
    for (const row of rows) this.take(row);
    // Rows come in the order of their keys; lists are read in the order of making.
    for (const [kind, ids] of this.kinds) this.kinds.set(kind, new Set([...ids].sort(byCounter)));
  }

  private take(row: Row): void {
    switch (row.table) {
      case 'record':
        return this.index(row.key, row.value);
      case 'settings':
        this.settingsNow = row.value ?? INITIAL_SETTINGS;
        return undefined;
      case 'counter':
        this.counter = row.value ?? 0;
        return undefined;
      case 'deletion':
        return store(this.deletions, row.key, row.value);
      case 'definition':
        return store(this.definitions, row.key, row.value);
      case 'companyExt':
        return store(this.companyExts, row.key, row.value);
      case 'messageSet':
        return store(this.messageSets, row.key, row.value);
    }
  }

  private index(id: string, record: CompanyRecord | undefined): void {
    const before = this.records.get(id);
    if (before?.family === 'list') this.names.delete(nameKey(before.kind, before.fullName));
    if (before?.family === 'transaction') this.customers.get(before.customerId ?? '')?.delete(id);
    if (record === undefined) {
      this.records.delete(id);
      if (before !== undefined) this.kinds.get(before.kind)?.delete(id);
      return;
    }
    this.records.set(id, record);
    within(this.kinds, record.kind).add(id);
    if (record.family === 'list') this.names.set(nameKey(record.kind, record.fullName), id);
    else within(this.customers, record.customerId ?? '').add(id);
  }

  private idsOf(kinds: readonly string[]): readonly string[] {
    return kinds.flatMap((kind) => [...(this.kinds.get(kind) ?? [])]);
  }
}

function store<T>(map: Map<string, T>, key: string, value: T | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

function within(map: Map<string, Set<string>>, key: string): Set<string> {
  const set = map.get(key) ?? new Set();
  map.set(key, set);
  return set;
}

function nameKey(kind: ListKind, fullName: string): string {
  return `${namespaceOf(kind)}|${fullName.toLowerCase()}`;
}

function byCounter(left: string, right: string): number {
  return Number.parseInt(left, 16) - Number.parseInt(right, 16);
}
