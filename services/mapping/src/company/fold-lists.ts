import {
  companyLists,
  type CompanyObject,
  companyObjectId,
  companyObjectOf,
  companyStates,
  goneObject,
  readQbJson,
  unreadCompany,
} from '@ml-connector/bookkeeping';
import {
  type EventOf,
  listObjectGone,
  listObjectSeen,
  listsMarked,
  listsRead,
} from '@ml-connector/contracts';
import { updateDocument } from '@ml-connector/document-store';
import { foldDocuments } from '../fold-documents.js';
import { groupBy } from '../group-by.js';
import type { MappingPorts } from '../mapping-ports.js';
import { withMarks } from './with-marks.js';

export const LIST_EVENTS = [listObjectSeen, listObjectGone, listsRead, listsMarked] as const;
export type ListEvent = EventOf<(typeof LIST_EVENTS)[number]>;

type Seen = EventOf<typeof listObjectSeen>;
type ObjectEvent = Seen | EventOf<typeof listObjectGone>;
type Ports = Pick<MappingPorts, 'store' | 'vault'>;

/**
 * Brings the mirror of the company files' lists up to what QuickBooks told, the objects first and the company's
 * revision after them: whoever sees the new revision sees the objects.
 * @returns connections whose waiting orders may go on.
 */
export const foldLists = async (
  ports: Ports,
  events: readonly ListEvent[],
): Promise<readonly string[]> => {
  const woken: string[] = [];
  for (const [connectionId, told] of groupBy(events, (event) => event.connectionId)) {
    const objects = told.filter(
      (event): event is ObjectEvent =>
        event.type === 'ListObjectSeen' || event.type === 'ListObjectGone',
    );
    await foldObjects(ports, connectionId, objects);
    const readings = told.filter((event) => event.type === 'ListsRead');
    const marks = told.filter((event) => event.type === 'ListsMarked');
    const isComplete = await foldState(ports, connectionId, { objects, readings, marks });
    if (readings.length > 0 || isComplete) woken.push(connectionId);
  }
  return woken;
};

const foldObjects = async (
  { store, vault }: Ports,
  connectionId: string,
  events: readonly ObjectEvent[],
): Promise<void> => {
  if (events.length === 0) return;
  const newest = new Map(events.map((event) => [idOf(event), event]));
  const seen = [...newest.values()].filter((event) => event.type === 'ListObjectSeen');
  const [keys, payloads] = await Promise.all([
    vault.keysOf(connectionId, []),
    vault.open(seen.map(({ data }) => data.payload)),
  ]);
  const objects = new Map(
    seen.map((event, index) => {
      const payload = payloads[index] ?? '{}';
      return [
        idOf(event),
        companyObjectOf(event, readQbJson(payload), (content) => keys.hash(content)),
      ];
    }),
  );
  await foldDocuments(store.collection(companyLists), [...newest.keys()], (id, current) => {
    const object = objects.get(id);
    if (object) return isSame(current, object) ? current : object;
    return current && !current.isGone ? goneObject(current) : current;
  });
};

const idOf = ({ connectionId, data }: ObjectEvent): string =>
  companyObjectId(connectionId, data.list, data.listId);

const isSame = (current: CompanyObject | null, seen: CompanyObject): boolean =>
  current !== null && !current.isGone && current.payload === seen.payload;

interface Told {
  readonly objects: readonly ObjectEvent[];
  readonly readings: readonly EventOf<typeof listsRead>[];
  readonly marks: readonly EventOf<typeof listsMarked>[];
}

/** @returns whether the first whole reading, or a later one, became complete by this. */
const foldState = async (
  { store }: Ports,
  connectionId: string,
  { objects, readings, marks }: Told,
): Promise<boolean> => {
  const states = store.collection(companyStates);
  const full = readings.find(({ data }) => data.full);
  const isRead = (await states.get(connectionId))?.value.isRead ?? false;
  const arrived = isRead ? 0 : await countObjects(store, connectionId);
  let isComplete = false;
  await updateDocument(states, connectionId, (known) => {
    const before = known ?? unreadCompany(connectionId);
    const state = marks.reduce(withMarks, before);
    const expectedObjects = state.expectedObjects ?? full?.data.objects ?? null;
    const isCounted = expectedObjects !== null && arrived >= expectedObjects;
    const isWhole = state.readUpTo > before.readUpTo;
    const after = { ...state, expectedObjects, isRead: state.isRead || isCounted || isWhole };
    isComplete = (after.isRead && !before.isRead) || isWhole;
    const isNews = objects.length > 0 || isComplete || expectedObjects !== before.expectedObjects;
    if (isNews) return { ...after, revision: before.revision + 1 };
    return state === before ? known : after;
  });
  return isComplete;
};

const MOST_OBJECTS = 1_000_000;

/** Objects of a reading go through several partitions: its end may be told before all of them arrived here. */
const countObjects = (store: MappingPorts['store'], connectionId: string): Promise<number> =>
  store
    .collection(companyLists)
    .count({ index: 'byList', equals: [connectionId], limit: MOST_OBJECTS });
