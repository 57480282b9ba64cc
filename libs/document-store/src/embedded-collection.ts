import type { EmbeddedEngine, SqlValue, Step } from '@ml-connector/embedded';
import { columnOf, type CollectionLayout } from './collection-layout.js';
import { checkedId, indexedValueOf, jsonOf } from './document-input.js';
import type {
  Collection,
  CollectionDefinition,
  NewDocument,
  Replacement,
} from './document-store.js';
import { countDocuments, findDocuments, sqlValue } from './find-documents.js';
import { storedDocument } from './stored-document.js';

const SELECTED_AT_ONCE = 200;

/** A collection whose table stands as soon as `ready` resolves. */
export const embeddedCollection = <Value, IndexName extends string>(
  engine: EmbeddedEngine,
  definition: CollectionDefinition<Value, IndexName>,
  { layout, ready }: { readonly layout: CollectionLayout; readonly ready: Promise<void> },
): Collection<Value, IndexName> => {
  const sql = statementsFor(layout);
  const searched = { definition, layout, read: engine.read };

  const content = (value: Value): readonly SqlValue[] => [
    jsonOf(definition, value),
    ...layout.fields.map((field) => {
      const indexed = indexedValueOf(definition, value, field);
      return indexed === null ? null : sqlValue(indexed);
    }),
  ];
  const inserted = ({ id, value }: NewDocument<Value>): readonly SqlValue[] => [
    checkedId(id),
    ...content(value),
  ];
  const replaced = ({ id, expectedVersion, value }: Replacement<Value>): readonly SqlValue[] => [
    ...content(value),
    checkedId(id),
    expectedVersion,
  ];
  const changes = async (step: Step): Promise<readonly number[]> => {
    await ready;
    if (step.rows.length === 0) return [];
    const [outcome] = await engine.write([step]);
    return outcome?.changes ?? [];
  };
  const insertMany: Collection<Value>['insertMany'] = async (documents) => {
    const changed = await changes({ sql: sql.insert, rows: documents.map(inserted) });
    return changed.map((count) => (count > 0 ? 'inserted' : 'exists'));
  };
  const replaceMany: Collection<Value>['replaceMany'] = async (replacements) => {
    const changed = await changes({ sql: sql.replace, rows: replacements.map(replaced) });
    return changed.map((count) => (count > 0 ? 'replaced' : 'conflict'));
  };

  return {
    insertMany,
    replaceMany,
    async insert(id, value) {
      const [outcome] = await insertMany([{ id, value }]);
      return outcome ?? 'exists';
    },
    async replace(id, expectedVersion, value) {
      const [outcome] = await replaceMany([{ id, expectedVersion, value }]);
      return outcome ?? 'conflict';
    },
    async remove(id, expectedVersion) {
      const [count] = await changes({ sql: sql.remove, rows: [[checkedId(id), expectedVersion]] });
      return count ? 'removed' : 'conflict';
    },
    async get(id) {
      await ready;
      const row = engine.read.get(sql.get, checkedId(id));
      return row && storedDocument(definition, row);
    },
    async getMany(ids) {
      await ready;
      const wanted = [...new Set(ids.map(checkedId))];
      const rows = [];
      for (let start = 0; start < wanted.length; start += SELECTED_AT_ONCE) {
        const some = JSON.stringify(wanted.slice(start, start + SELECTED_AT_ONCE));
        rows.push(...engine.read.all(sql.getMany, some));
      }
      return rows.map((row) => storedDocument(definition, row));
    },
    async find(query) {
      await ready;
      return findDocuments(searched, query);
    },
    async count(query) {
      await ready;
      return countDocuments(searched, query);
    },
  };
};

const statementsFor = ({ table, fields }: CollectionLayout) => {
  const columns = fields.map(columnOf);
  return {
    insert: `INSERT INTO ${table} (${['id', 'version', 'body', ...columns].join(', ')})
        VALUES (${['?', '1', '?', ...columns.map(() => '?')].join(', ')}) ON CONFLICT (id) DO NOTHING`,
    replace: `UPDATE ${table} SET ${['version = version + 1', 'body = ?', ...columns.map((column) => `${column} = ?`)].join(', ')}
        WHERE id = ? AND version = ?`,
    remove: `DELETE FROM ${table} WHERE id = ? AND version = ?`,
    get: `SELECT id, version, body FROM ${table} WHERE id = ?`,
    getMany: `SELECT id, version, body FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`,
  };
};
