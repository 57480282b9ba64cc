import { textOf, type Reader, type Step } from '@ml-connector/embedded';
import { columnOf, indexNameOf, presenceOf, type CollectionLayout } from './collection-layout.js';

/**
 * What brings the table and indexes that stand to those that are declared: nothing when they agree. A column that is
 * new is filled from the documents, one that nobody declares any more is dropped, so that it cannot come back stale.
 */
export const preparationOf = (layout: CollectionLayout, read: Reader): readonly Step[] => {
  const columns = columnsThatStand(layout, read);
  if (columns.size === 0) return [createTable(layout), ...createIndexes(layout, new Map())];
  const indexes = indexesThatStand(layout, read);
  const added = layout.fields.filter((field) => !columns.has(unquoted(columnOf(field))));
  const declared = new Set(layout.fields.map((field) => unquoted(columnOf(field))));
  const dropped = [...columns].filter((name) => name.startsWith('f:') && !declared.has(name));
  return [
    ...dropIndexes(layout, indexes),
    ...dropped.map((name) => once(`ALTER TABLE ${layout.table} DROP COLUMN "${name}"`)),
    ...added.map((field) => once(`ALTER TABLE ${layout.table} ADD COLUMN ${columnOf(field)}`)),
    ...added.map((field) => fillColumn(layout, field)),
    ...createIndexes(layout, indexes),
  ];
};

const CREATE_INDEX = 'CREATE INDEX';

const once = (sql: string): Step => ({ sql, rows: [[]] });

const unquoted = (name: string): string => name.slice(1, -1);

const createTable = ({ table, fields }: CollectionLayout): Step => {
  const columns = ['id TEXT PRIMARY KEY', 'version INTEGER NOT NULL', 'body TEXT NOT NULL'];
  // A column without a type keeps strings and numbers apart.
  return once(
    `CREATE TABLE IF NOT EXISTS ${table} (${[...columns, ...fields.map(columnOf)].join(', ')})`,
  );
};

const fillColumn = ({ table }: CollectionLayout, field: string): Step =>
  once(`UPDATE ${table} SET ${columnOf(field)} = json_extract(body, '$.${field}')`);

/** Name and statement of every index that is declared. An index of no field is the primary key itself. */
const declaredIndexes = (layout: CollectionLayout): ReadonlyMap<string, string> =>
  new Map(
    [...layout.indexes]
      .filter(([, fields]) => fields.length > 0)
      .map(([index, fields]) => {
        const name = indexNameOf(layout, index);
        const columns = [...fields.map(columnOf), 'id'].join(', ');
        return [
          unquoted(name),
          `${CREATE_INDEX} ${name} ON ${layout.table} (${columns}) WHERE ${presenceOf(fields)}`,
        ];
      }),
  );

const createIndexes = (
  layout: CollectionLayout,
  standing: ReadonlyMap<string, string>,
): readonly Step[] =>
  [...declaredIndexes(layout)]
    .filter(([name, sql]) => standing.get(name) !== sql)
    .map(([, sql]) => once(sql.replace(CREATE_INDEX, `${CREATE_INDEX} IF NOT EXISTS`)));

const dropIndexes = (
  layout: CollectionLayout,
  standing: ReadonlyMap<string, string>,
): readonly Step[] => {
  const declared = declaredIndexes(layout);
  return [...standing]
    .filter(([name, sql]) => declared.get(name) !== sql)
    .map(([name]) => once(`DROP INDEX "${name}"`));
};

const columnsThatStand = (layout: CollectionLayout, read: Reader): ReadonlySet<string> =>
  new Set(
    read
      .all('SELECT name FROM pragma_table_info(?)', unquoted(layout.table))
      .map((row) => textOf(row, 'name')),
  );

const indexesThatStand = (layout: CollectionLayout, read: Reader): ReadonlyMap<string, string> =>
  new Map(
    read
      .all(
        `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`,
        unquoted(layout.table),
      )
      .map((row) => [textOf(row, 'name'), textOf(row, 'sql')]),
  );
