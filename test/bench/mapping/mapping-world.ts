import { createConnections, rulesSchema } from '@ml-connector/connections';
import { TOPICS } from '@ml-connector/contracts';
import { publishEvents } from '@ml-connector/event-log';
import { isoTime } from '@ml-connector/kernel';
import { mapping } from '@ml-connector/mapping';
import { runService, type ServiceDefinition } from '@ml-connector/platform';
import { createPostings, type Posting } from '@ml-connector/postings';
import { setTimeout as sleep } from 'node:timers/promises';
import { ADMIN_TOKEN, ENCRYPTION_KEYS } from '../../harness/product-process.js';
import { RULES } from '../processes/bench-connection.js';
import { companyLists } from './company-lists.js';
import { quickBooksId } from './quickbooks-id.js';

/** Rarely enough that looking costs little: a database counts. */
const LOOK_MS = 200;

/**
 * Mapping, and what else is given, in this process, with one connection whose lists were read: over the embedded store and log, or over what the
 * environment names.
 */
export const openMapping = async (
  directory: string,
  environment: Readonly<Record<string, string>> = {},
  others: readonly ServiceDefinition[] = [],
) => {
  const service = await runService('bench', [mapping, ...others], {
    ML_DATA_DIR: directory,
    ML_PORT: '0',
    ML_ADMIN_TOKEN: ADMIN_TOKEN,
    ML_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
    ML_LOG_LEVEL: 'error',
    ...environment,
  });
  const { log, vault } = service.ports;
  const postings = createPostings(service.ports);
  const { connection } = await createConnections(service.ports).create({
    name: 'Bench',
    store: { url: 'https://shop.example.com', consumerKey: 'ck_1', consumerSecret: 'cs_1' },
    rules: rulesSchema.parse(RULES),
  });
  const connectionId = connection.id;
  await publishEvents(log, TOPICS.lists, await companyLists(vault, connectionId));
  return {
    connectionId,
    url: `http://127.0.0.1:${service.port}`,
    ports: service.ports,
    postings,
    /** Waits until so many postings are ready. */
    untilReady: async (count: number): Promise<void> => {
      while ((await postings.countByState(connectionId)).ready < count) await sleep(LOOK_MS);
    },
    /** Says of everything that others wait for that QuickBooks holds it. */
    postLists: async (): Promise<number> => {
      const { items } = await postings.list({ connectionId, state: 'ready', limit: 1_000 });
      const lists = items.map(({ value }) => value).filter(({ orderId }) => orderId === null);
      await postings.executeMany(lists.map(recordPosted));
      await postings.releaseDependents(
        connectionId,
        lists.map(({ id }) => id),
      );
      return lists.length;
    },
    /** Says of these that QuickBooks holds them. */
    postDocuments: async (ids: readonly string[]): Promise<void> => {
      const found = await postings.getMany(ids);
      await postings.executeMany(found.map(recordPosted));
      await postings.releaseDependents(connectionId, ids);
    },
    close: async (): Promise<void> => {
      await postings.close();
      await service.close();
    },
  };
};

export type MappingWorld = Awaited<ReturnType<typeof openMapping>>;

let posted = 1_000;

const recordPosted = ({ id, connectionId, wish }: Posting) => ({
  postingId: id,
  connectionId,
  command: {
    type: 'RecordPosted',
    setId: null,
    document: {
      type: wish.object,
      txnId: wish.total === null ? null : quickBooksId((posted += 1)),
      listId: wish.total === null ? quickBooksId((posted += 1)) : null,
      refNumber: wish.refNumber,
      total: wish.total,
      editSequence: '1',
      postedAt: isoTime(Date.now()),
    },
    adopted: true,
    answerHash: null,
    note: null,
    mismatch: null,
  } as const,
});
