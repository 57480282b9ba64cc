import {
  bytesOf,
  integerOf,
  textOf,
  type EmbeddedEngine,
  type SqlRow,
  type SqlValue,
  type Step,
} from '@ml-connector/embedded';
import { AppError } from '@ml-connector/kernel';
import type { Appended, LogRecord, NewRecord } from './event-log.js';

/** The records of all topics in one table, in the order in which they came; a topic is a number there. */
const SCHEMA = [
  'CREATE TABLE IF NOT EXISTS log_settings (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID',
  'CREATE TABLE IF NOT EXISTS log_topics (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)',
  `CREATE TABLE IF NOT EXISTS log_records (
     topic INTEGER NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL, appended_at INTEGER NOT NULL,
     key TEXT NOT NULL, headers TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (topic, partition, offset))`,
];

const APPEND = `
  INSERT INTO log_records (topic, partition, offset, appended_at, key, headers, value)
  VALUES (?1, ?2, ifnull((SELECT max(offset) FROM log_records WHERE topic = ?1 AND partition = ?2), -1) + 1, ?3, ?4, ?5, ?6)
  RETURNING partition, offset`;

const READ = `
  SELECT partition, offset, appended_at, key, headers, value FROM log_records
  WHERE topic = ? AND partition = ? AND offset >= ? ORDER BY offset LIMIT ?`;

const LAST = `
  SELECT offset, appended_at FROM log_records WHERE topic = ? AND partition = ? ORDER BY offset DESC LIMIT 1`;

const APPENDED_AT = `SELECT appended_at FROM log_records WHERE topic = ? AND partition = ? AND offset = ?`;

const ROWS_AT_ONCE = 100;
/** A batch ends with the record that crosses this. */
const BATCH_BYTES = 8 * 1024 * 1024;

export interface TopicTable {
  readonly topic: string;
  /** Its number in the tables. */
  readonly number: number;
}

export interface PlacedRecord extends NewRecord {
  readonly partition: number;
}

/** @throws AppError CONFIG_INVALID if the log was installed with another number of partitions. */
export const refuseOtherPartitions = (engine: EmbeddedEngine, partitions: number): void => {
  const stands = engine.read.get(`SELECT 1 FROM sqlite_schema WHERE name = 'log_settings'`);
  const row = stands && engine.read.get(`SELECT value FROM log_settings WHERE name = 'partitions'`);
  const installed = row ? integerOf(row, 'value') : partitions;
  if (installed === partitions) return;
  throw new AppError(
    'CONFIG_INVALID',
    `The log in ${engine.directory} was installed with ${installed} partitions and cannot be opened with ${partitions}: ` +
      'a key would change its place.',
  );
};

export const makeLogTables = async (engine: EmbeddedEngine, partitions: number): Promise<void> => {
  const setting = `INSERT INTO log_settings VALUES ('partitions', ?) ON CONFLICT DO NOTHING`;
  const schema = SCHEMA.map((sql): Step => ({ sql, rows: [[]] }));
  await engine.write([...schema, { sql: setting, rows: [[partitions]] }]);
};

export const makeTopics = async (
  engine: EmbeddedEngine,
  topics: readonly string[],
): Promise<void> => {
  const sql = 'INSERT INTO log_topics (name) VALUES (?) ON CONFLICT DO NOTHING';
  await engine.write([{ sql, rows: topics.map((topic) => [topic]) }]);
};

export const findTopic = ({ read }: EmbeddedEngine, topic: string): TopicTable | null => {
  const row = read.get('SELECT number FROM log_topics WHERE name = ?', topic);
  return row && { topic, number: integerOf(row, 'number') };
};

/** All of them in one transaction, each at the end of its partition. */
export const appendRecords = async (
  engine: EmbeddedEngine,
  { number }: TopicTable,
  {
    records,
    appendedAt,
  }: { readonly records: readonly PlacedRecord[]; readonly appendedAt: number },
): Promise<readonly Appended[]> => {
  const rows = records.map(({ partition, key, headers, value }): readonly SqlValue[] => [
    number,
    partition,
    appendedAt,
    key,
    JSON.stringify(headers),
    alone(value),
  ]);
  const [outcome] = await engine.write([{ sql: APPEND, rows, returning: true }]);
  return (outcome?.returned ?? []).map((row) => ({
    partition: integerOf(row ?? {}, 'partition'),
    offset: integerOf(row ?? {}, 'offset'),
  }));
};

/** A view of a larger buffer would take all of that along to the writer. */
const alone = (value: Uint8Array): Uint8Array =>
  value.byteLength === value.buffer.byteLength ? value : new Uint8Array(value);

/** From an offset on, at most `limit` records or about 8 MB. */
export const readRecords = (
  engine: EmbeddedEngine,
  { topic, number }: TopicTable,
  {
    partition,
    from,
    limit,
  }: { readonly partition: number; readonly from: number; readonly limit: number },
): readonly LogRecord[] => {
  const records: LogRecord[] = [];
  let bytes = 0;
  while (records.length < limit && bytes < BATCH_BYTES) {
    const wanted = Math.min(ROWS_AT_ONCE, limit - records.length);
    const rows = engine.read.all(READ, number, partition, from + records.length, wanted);
    for (const row of rows) {
      const record = recordOf(topic, row);
      records.push(record);
      bytes += record.value.byteLength;
    }
    if (rows.length < wanted) break;
  }
  return records;
};

/** The newest record of a partition. */
export const lastOf = (
  { read }: EmbeddedEngine,
  { number }: TopicTable,
  partition: number,
): { readonly offset: number; readonly appendedAt: number } | null => {
  const row = read.get(LAST, number, partition);
  return row && { offset: integerOf(row, 'offset'), appendedAt: integerOf(row, 'appended_at') };
};

/** The first offset below `next` that was appended at or after a time, else `next`: times never decrease, so it halves its way there. */
export const offsetAt = (
  { read }: EmbeddedEngine,
  { number }: TopicTable,
  {
    partition,
    next,
    time,
  }: { readonly partition: number; readonly next: number; readonly time: number },
): number => {
  let low = 0;
  let high = next;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = read.get(APPENDED_AT, number, partition, middle);
    if (row && integerOf(row, 'appended_at') >= time) high = middle;
    else low = middle + 1;
  }
  return low;
};

const recordOf = (topic: string, row: SqlRow): LogRecord => ({
  topic,
  partition: integerOf(row, 'partition'),
  offset: integerOf(row, 'offset'),
  appendedAt: integerOf(row, 'appended_at'),
  key: textOf(row, 'key'),
  headers: headersOf(textOf(row, 'headers')),
  value: bytesOf(row, 'value'),
});

const headersOf = (json: string): Readonly<Record<string, string>> => {
  if (json === '{}') return {};
  const parsed: unknown = JSON.parse(json);
  return Object.fromEntries(
    Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {}).map(
      ([name, value]) => [name, String(value)],
    ),
  );
};
