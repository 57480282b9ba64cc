import { readFileSync, writeFileSync } from 'node:fs';
import { CompanySession } from './company-session.js';
import { noFaults, type CompanyFaults } from './faults.js';
import { HresultError } from './hresult-error.js';
import { Inspection } from './inspection.js';
import { CompanyClock } from './ledger/company-clock.js';
import { CompanyStorage } from './ledger/company-storage.js';
import { readRow, type Row } from './ledger/rows.js';
import { Ledger } from './ledger/ledger.js';
import type { CompanySettings } from './ledger/settings.js';
import { Person } from './person/person.js';
import { seedCompany, type SeedOptions } from './seed/seed.js';
import { forgetSets } from './set-memory.js';

/** How a company file is opened. */
export interface CompanyOptions {
  /** The file; `:memory:` for one that ends with the process. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Minutes that the PC's local time is ahead of UTC; default -480. */
  readonly utcOffsetMinutes?: number;
  /** What a new file starts with; an existing file is left as it is. */
  readonly seed?: SeedOptions;
  /** The path that QuickBooks shows for the file. */
  readonly companyFilePath?: string;
}

/** A saved copy of a company file, as QuickBooks' backups are. */
export interface CompanyBackup {
  readonly rows: readonly Row[];
}

/** A QuickBooks company file and the request processor in front of it. */
export class Company {
  readonly companyFilePath: string;
  readonly faults: CompanyFaults = noFaults();
  readonly clock: CompanyClock;
  /** What a person does in QuickBooks itself. */
  readonly person: Person;
  /** What stands in the file, for checkers. */
  readonly inspect: Inspection;
  private readonly storage: CompanyStorage;
  private readonly ledger: Ledger;
  private convenience: CompanySession | undefined;

  constructor(options: CompanyOptions) {
    this.companyFilePath =
      options.companyFilePath ??
      'C:\\Users\\Public\\Documents\\Intuit\\QuickBooks\\Sample Trading Company.qbw';
    this.clock = new CompanyClock(options.now, options.utcOffsetMinutes ?? -480);
    this.storage = new CompanyStorage(options.path);
    this.ledger = new Ledger(this.storage);
    this.person = new Person(this.ledger, this.clock);
    this.inspect = new Inspection(this.ledger, this.storage);
    if (this.inspect.isEmpty())
      seedCompany({ ledger: this.ledger, clock: this.clock }, options.seed ?? {});
  }

  /** Opens a session. @throws HresultError when QuickBooks cannot be opened. */
  openSession(options: {
    /** Message-set memory is kept by it. */
    readonly application: string;
    /** True for what the Web Connector does itself: no fault is spent on it. */
    readonly faultless?: boolean;
  }): CompanySession {
    const { openError, modalDialog } = this.faults;
    if (openError !== undefined) throw new HresultError(openError.hresult, openError.message);
    if (modalDialog)
      throw new HresultError('0x80040414', 'A modal dialog box is showing in QuickBooks.');
    const { ledger, clock, storage } = this;
    const faults = options.faultless === true ? noFaults() : this.faults;
    const { application } = options;
    return new CompanySession({ context: { ledger, clock }, storage, faults, application });
  }

  /** Processes one text in a session of the application `ml-connector`, reopened after a crash. */
  processRequest(xml: string): string {
    if (this.convenience?.isOpen !== true) {
      this.convenience = this.openSession({ application: 'ml-connector' });
    }
    return this.convenience.processRequest(xml);
  }

  changeSettings(part: Partial<CompanySettings>): void {
    this.ledger.keep({ table: 'settings', key: '', value: { ...this.ledger.settings(), ...part } });
    this.ledger.commit();
  }

  /** Loses the memory of executed message sets, of one application or of all. */
  forgetMessageSets(application?: string): void {
    forgetSets(this.ledger, application);
  }

  saveBackup(): CompanyBackup {
    return { rows: this.ledger.backup() };
  }

  /** Puts a backup in the place of everything but the journal, which is the observer's. */
  restoreBackup(backup: CompanyBackup): void {
    this.ledger.restore(backup.rows);
    this.convenience = undefined;
  }

  saveBackupTo(path: string): void {
    const rows = this.saveBackup().rows.map(({ table, key, value }) => [
      table,
      key,
      JSON.stringify(value),
    ]);
    writeFileSync(path, JSON.stringify(rows));
  }

  restoreBackupFrom(path: string): void {
    const saved: [string, string, string][] = JSON.parse(readFileSync(path, 'utf8'));
    this.restoreBackup({ rows: saved.map(([table, key, json]) => readRow(table, key, json)) });
  }

  close(): void {
    this.storage.close();
  }
}

/** Opens a company file, or makes it from the seed. */
export function openCompany(options: CompanyOptions): Company {
  return new Company(options);
}
