import { updateDocument, type DocumentStore, type Page } from '@ml-connector/document-store';
import type { Clock } from '@ml-connector/kernel';
import type { LogRecord } from './event-log.js';
import {
  parkedKeysCollection,
  parkedRecordsCollection,
  type ParkedKey,
  type ParkedRecord,
} from './parked-collections.js';

type Key = Pick<ParkedKey, 'group' | 'topic' | 'key'>;
type Place = Pick<LogRecord, 'topic' | 'key' | 'partition' | 'offset'>;

/** What is parked, as documents. */
export interface ParkedRecords {
  /** Those of the given keys that are parked. */
  parkedOf(group: string, topic: string, keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Parks the key of an event that cannot be handled, and the event with it. */
  park(group: string, record: Place, reason: string): Promise<ParkedKey>;
  /** Lets events wait behind a parked key. Twice is as good as once. */
  queue(group: string, records: readonly Place[]): Promise<void>;
  find(key: Key): Promise<ParkedKey | null>;
  keys(page: { readonly limit: number; readonly cursor?: string }): Promise<Page<ParkedKey>>;
  /** The first waiting events of a key, in order; empty when none is left. */
  waiting(key: Key): Promise<readonly ParkedRecord[]>;
  handled(record: ParkedRecord): Promise<void>;
  /** Notes why a release did not go on. */
  explain(key: Key, reason: string): Promise<void>;
  unpark(key: Key): Promise<void>;
}

const AT_ONCE = 100;

const keyId = ({ group, topic, key }: Key): string => `${group}|${topic}|${key}`;
const recordId = ({ group, topic, partition, offset }: ParkedRecord): string =>
  `${group}|${topic}|${partition}|${offset}`;
const placed = (group: string, { topic, key, partition, offset }: Place): ParkedRecord => ({
  group,
  topic,
  key,
  partition,
  offset,
});

export const parkedRecords = (store: DocumentStore, clock: Clock): ParkedRecords => {
  const keys = store.collection(parkedKeysCollection);
  const records = store.collection(parkedRecordsCollection);

  const queue: ParkedRecords['queue'] = async (group, waiting) => {
    const documents = waiting.map((record) => placed(group, record));
    await records.insertMany(documents.map((value) => ({ id: recordId(value), value })));
  };
  return {
    queue,
    async parkedOf(group, topic, wanted) {
      const any = await keys.count({ index: 'byGroup', equals: [group, topic], limit: 1 });
      if (any === 0) return new Set();
      const found = await keys.getMany(wanted.map((key) => keyId({ group, topic, key })));
      return new Set(found.map(({ value }) => value.key));
    },
    async park(group, record, reason) {
      // The key first: should the process die before the event is queued, the event comes again and finds its key parked.
      const parked = { ...placed(group, record), reason, at: clock.now() };
      await keys.insert(keyId(parked), parked);
      await queue(group, [record]);
      return parked;
    },
    async find(key) {
      const stored = await keys.get(keyId(key));
      return stored?.value ?? null;
    },
    keys: (page) => keys.find({ index: 'byTime', equals: [], ...page }),
    async waiting({ group, topic, key }) {
      const equals = [group, topic, key];
      const { items } = await records.find({ index: 'byKey', equals, limit: AT_ONCE });
      return items.map(({ value }) => value);
    },
    async handled(record) {
      await records.remove(recordId(record), 1);
    },
    async explain(key, reason) {
      await updateDocument(keys, keyId(key), (parked) => parked && { ...parked, reason });
    },
    async unpark(key) {
      const stored = await keys.get(keyId(key));
      if (stored) await keys.remove(stored.id, stored.version);
    },
  };
};
