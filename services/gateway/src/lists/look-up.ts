import { isoTime } from '@ml-connector/kernel';
import type { Posting } from '@ml-connector/postings';
import type { QbAnswer, QbFields, QbRequest } from '@ml-connector/qbxml';
import { textAt } from '@ml-connector/qbxml';
import type { Company, Lists } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { readDocument } from '../recovery/found-document.js';
import { differences } from '../recovery/learn-probe.js';
import { plainFields } from '../recovery/sought.js';
import { editedInQuickBooks, NAME_IN_USE } from '../sets/reasons.js';
import { readWishFields } from '../sets/resolve-references.js';
import { publishSeen } from './publish-lists.js';
import { publishMarks } from './publish-marks.js';
import { nextReading } from './reading-number.js';
import { seenObjects } from './seen-objects.js';

/** The queries for list objects that QuickBooks refused: by the name that is taken, or the object that changed. */
export const lookupRequests = async (
  gateway: Gateway,
  company: Company,
): Promise<{
  readonly company: Company;
  readonly requests: readonly { readonly requestId: string; readonly request: QbRequest }[];
}> => {
  const { session } = company;
  const postings = await gateway.postings.getMany(session?.lookups ?? []);
  const opened = await gateway.vault.open(postings.map(({ wish }) => wish.request));
  const requests = postings.flatMap((posting, index) => {
    const request = lookupFor(posting, opened[index] ?? null);
    return request ? [{ requestId: nameOf(session, posting.id), request }] : [];
  });
  return {
    company: { ...company, session: session && { ...session, lookups: session.lookups } },
    requests,
  };
};

/** A posting's place among those to look up: its id is too long for a requestID. */
const nameOf = (session: Company['session'], postingId: string): string =>
  `l${session?.lookups.indexOf(postingId) ?? 0}`;

const lookupFor = ({ document, kind }: Posting, json: string | null): QbRequest | null => {
  const type = kind === 'item' ? 'ItemQuery' : 'EntityQuery';
  if (document?.listId) return { type, fields: { ListID: document.listId } };
  const name = json === null ? undefined : readWishFields(json)['Name'];
  return typeof name === 'string' ? { type, fields: { FullName: name } } : null;
};

/** Tells mapping what stands there, and decides about our own changes: again with a fresh EditSequence, or a person's word first. */
export const learnLookup = async (
  gateway: Gateway,
  company: Company,
  { answer, setId }: { readonly answer: QbAnswer; readonly setId: string },
): Promise<Company> => {
  const { connectionId, session } = company;
  await publishSeen(gateway, { connectionId, causationId: setId, objects: seenObjects(answer) });
  for (const { requestId, rets } of answer.responses) {
    const [seen] = rets;
    const postingId = session?.lookups.find((id) => nameOf(session, id) === requestId);
    const posting = postingId === undefined ? null : await gateway.postings.get(postingId);
    if (!posting || !seen) continue;
    if (posting.document) await weighChange(gateway, posting, seen.fields);
    else await adoptOwn(gateway, posting, seen);
  }
  return {
    ...company,
    lists: await toldOf(gateway, company, setId),
    session: session && { ...session, lookups: [], learnt: true },
  };
};

/** What was looked up counts as a reading: what was refused is decided again only by who knows it. */
const toldOf = async (
  gateway: Gateway,
  { connectionId, lists }: Company,
  causationId: string,
): Promise<Lists> => {
  const readUpTo = nextReading(lists, gateway.clock.now());
  await publishMarks(gateway, { connectionId, causationId, readUpTo });
  return { ...lists, begun: readUpTo, ended: readUpTo, told: readUpTo };
};

/**
 * Under the name that is taken may stand what we made ourselves, and our own store, put back from a backup, does not
 * know of it: what has the very content that was to be written needs nobody's word.
 */
const adoptOwn = async (
  gateway: Gateway,
  posting: Posting,
  seen: QbAnswer['responses'][number]['rets'][number],
): Promise<void> => {
  const { id: postingId, connectionId, wish } = posting;
  if (posting.state !== 'held' || posting.reason?.code !== NAME_IN_USE) return;
  if (seen.type !== `${wish.object}Ret`) return;
  const [json] = await gateway.vault.open([wish.request]);
  const wished = plainFields(json ?? null);
  const document = readDocument(wish.object, seen.fields);
  if (!wished || !document || differences(wished, seen.fields).length > 0) return;
  await gateway.written.insert(postingId, { fields: wish.request, editSequence: null });
  await gateway.postings.execute({
    postingId,
    connectionId,
    command: {
      type: 'RecordPosted',
      setId: null,
      document: { ...document, postedAt: isoTime(gateway.clock.now()) },
      adopted: true,
      answerHash: null,
      note: null,
      mismatch: null,
    },
  });
  await gateway.postings.releaseDependents(connectionId, [postingId]);
};

const weighChange = async (gateway: Gateway, posting: Posting, seen: QbFields): Promise<void> => {
  const { id: postingId, connectionId } = posting;
  const editSequence = textAt(seen, 'EditSequence');
  if (editSequence === undefined) return;
  const stored = await gateway.written.get(postingId);
  const [json] = stored ? await gateway.vault.open([stored.value.fields]) : [];
  const written = plainFields(json ?? null);
  const edited = written ? differences(written, seen) : ['(unknown)'];
  if (edited.length > 0) {
    await gateway.postings.execute({
      postingId,
      connectionId,
      command: { type: 'Hold', reason: editedInQuickBooks(edited), by: 'gateway', asPerson: false },
    });
  }
  // The next change carries what was just read: by itself, or once a person said so.
  if (stored) {
    await gateway.written.replace(postingId, stored.version, { ...stored.value, editSequence });
  }
};
