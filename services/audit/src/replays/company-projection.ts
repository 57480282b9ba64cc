import {
  companyLists,
  type CompanyObject,
  companyObjectId,
  companyObjectOf,
  goneObject,
  readQbJson,
} from '@ml-connector/bookkeeping';
import { type EventOf, listObjectGone, listObjectSeen, TOPICS } from '@ml-connector/contracts';
import type { DocumentStore } from '@ml-connector/document-store';
import { AppError } from '@ml-connector/kernel';
import type { SealingKeys, Vault } from '@ml-connector/sealing';
import { foldById } from './fold-by-id.js';
import type { Projection } from './projection.js';

type ListEvent = EventOf<typeof listObjectSeen> | EventOf<typeof listObjectGone>;

/** The mirror of QuickBooks' lists. Of an object that is gone only that is compared: nobody finds it any more. */
export const companyProjection = (ports: {
  readonly store: DocumentStore;
  readonly vault: Pick<Vault, 'open' | 'keysOf'>;
}): Projection => ({
  name: 'company-lists',
  topic: TOPICS.lists,
  start: () => {
    const opened = new Map<string, string>();
    const keys = new Map<string, SealingKeys>();
    return foldById({
      projection: 'company-lists',
      definitions: [listObjectSeen, listObjectGone],
      idOf: ({ connectionId, data }: ListEvent) =>
        companyObjectId(connectionId, data.list, data.listId),
      prepare: async (events: readonly ListEvent[]) => {
        opened.clear();
        const payloads = events.flatMap(({ data }) => ('payload' in data ? [data.payload] : []));
        const texts = await ports.vault.open(payloads);
        payloads.forEach((payload, index) => opened.set(payload, texts[index] ?? '{}'));
        for (const connectionId of new Set(events.map((event) => event.connectionId)))
          if (!keys.has(connectionId))
            keys.set(connectionId, await ports.vault.keysOf(connectionId, []));
      },
      fold: (state: CompanyObject | null, event) => {
        if (event.type === 'ListObjectGone') return state && goneObject(state);
        const fields = fieldsOf(opened.get(event.data.payload) ?? '{}');
        const hash = (content: string) => keys.get(event.connectionId)?.hash(content) ?? '';
        return companyObjectOf(event, fields, hash);
      },
      compare: async (rebuilt) => {
        const found = await ports.store.collection(companyLists).getMany([...rebuilt.keys()]);
        const live = new Map(found.map(({ id, value }) => [id, value]));
        return new Map(
          [...rebuilt].map(([id, object]) => [id, bothOf(object, live.get(id) ?? null)]),
        );
      },
    });
  },
});

/** @throws AppError EVENT_INVALID */
const fieldsOf = (json: string): ReturnType<typeof readQbJson> => {
  try {
    return readQbJson(json);
  } catch {
    throw new AppError('EVENT_INVALID', 'The fields of a list object cannot be read.');
  }
};

const GONE = { isGone: true };

const bothOf = (rebuilt: CompanyObject, live: CompanyObject | null) => ({
  rebuilt: rebuilt.isGone ? GONE : rebuilt,
  live: live === null ? (rebuilt.isGone ? GONE : null) : live.isGone ? GONE : live,
});
