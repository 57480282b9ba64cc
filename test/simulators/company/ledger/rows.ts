import type { CompanyRecord, DataExt, Deletion } from './records.js';
import type { CompanySettings } from './settings.js';

/** A data extension that an application defined. */
export interface DataExtDefinition {
  readonly ownerId: string;
  readonly name: string;
  readonly type: string;
  readonly assignedTo: readonly string[];
}

/** What the file remembers of an executed message set of one application. */
export interface StoredSet {
  /** SHA-256 of the bytes, to notice other content under the same id. */
  readonly hash: string;
  readonly answers: readonly StoredAnswer[];
}

/** The status of one request of a stored set, and the ids with which it can be recovered. */
export interface StoredAnswer {
  readonly type: string;
  readonly requestId: string | undefined;
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly id: string | undefined;
  readonly editSequence: string | undefined;
}

interface Tables {
  readonly record: CompanyRecord;
  readonly deletion: Deletion;
  readonly settings: CompanySettings;
  readonly counter: number;
  readonly definition: DataExtDefinition;
  readonly companyExt: DataExt;
  readonly messageSet: StoredSet;
}

type RowOf<T extends keyof Tables> = {
  readonly table: T;
  readonly key: string;
  readonly value: Tables[T] | undefined;
};

/** One stored value; a value of undefined removes the key. */
export type Row = { [T in keyof Tables]: RowOf<T> }[keyof Tables];

const TABLES: readonly (keyof Tables)[] = [
  'record',
  'deletion',
  'settings',
  'counter',
  'definition',
  'companyExt',
  'messageSet',
];

/** Reads a row that this program wrote. @throws Error on a table it never had. */
export function readRow(name: string, key: string, json: string): Row {
  const table = TABLES.find((one) => one === name);
  if (table === undefined) throw new Error(`the company file holds an unknown table ${name}`);
  return { table, key, value: JSON.parse(json) };
}
