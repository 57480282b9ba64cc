import {
  companyKey,
  listKey,
  listObjectGone,
  listObjectSeen,
  listsRead,
  makeEvent,
  TOPICS,
} from '@ml-connector/contracts';
import { publishEvents } from '@ml-connector/event-log';
import { deterministicId, isoTime } from '@ml-connector/kernel';
import { COMPANY_OWNER } from '@ml-connector/sealing';
import type { Gateway } from '../gateway-ports.js';
import type { MirroredList, SeenObject } from './seen-objects.js';

/** Tells what list objects QuickBooks showed, sealed; durable when it resolves. */
export const publishSeen = async (
  gateway: Gateway,
  options: {
    readonly connectionId: string;
    readonly causationId: string;
    readonly objects: readonly SeenObject[];
  },
): Promise<void> => {
  const { connectionId, causationId, objects } = options;
  if (objects.length === 0) return;
  const keys = await gateway.vault.keysOf(connectionId, [COMPANY_OWNER]);
  const now = isoTime(gateway.clock.now());
  const events = objects.map(({ list, listId, retType, editSequence, isActive, fields }) =>
    makeEvent(listObjectSeen, {
      id: deterministicId('lst', connectionId, listId, editSequence, JSON.stringify(fields)),
      connectionId,
      key: listKey(connectionId, listId),
      occurredAt: now,
      recordedAt: now,
      correlationId: causationId,
      causationId,
      data: {
        list,
        listId,
        retType,
        editSequence,
        isActive,
        payload: keys.seal(COMPANY_OWNER, JSON.stringify(fields)),
      },
    }),
  );
  await publishEvents(gateway.log, TOPICS.lists, events);
};

/** Tells that list objects do not stand in the company file any more; durable when it resolves. */
export const publishGone = async (
  gateway: Gateway,
  options: {
    readonly connectionId: string;
    /** What showed it, e.g. a reading; the same twice is one event. */
    readonly causationId: string;
    readonly objects: readonly { readonly list: MirroredList; readonly listId: string }[];
  },
): Promise<void> => {
  const { connectionId, causationId, objects } = options;
  if (objects.length === 0) return;
  const now = isoTime(gateway.clock.now());
  const events = objects.map((object) =>
    makeEvent(listObjectGone, {
      id: deterministicId('lst', connectionId, object.listId, 'gone', causationId),
      connectionId,
      key: listKey(connectionId, object.listId),
      occurredAt: now,
      recordedAt: now,
      correlationId: causationId,
      causationId,
      data: object,
    }),
  );
  await publishEvents(gateway.log, TOPICS.lists, events);
};

/** Tells that a reading is complete; after every object of it. */
export const publishRead = async (
  gateway: Gateway,
  connectionId: string,
  reading: { readonly readingId: string; readonly full: boolean; readonly objects: number },
): Promise<void> => {
  const now = isoTime(gateway.clock.now());
  const event = makeEvent(listsRead, {
    id: deterministicId('lst', connectionId, 'ListsRead', reading.readingId),
    connectionId,
    key: companyKey(connectionId),
    occurredAt: now,
    recordedAt: now,
    correlationId: reading.readingId,
    causationId: reading.readingId,
    data: reading,
  });
  await publishEvents(gateway.log, TOPICS.lists, [event]);
};
