import type { Posting } from '@ml-connector/postings';
import type { QbAnswer, QbFields, QbRequest } from '@ml-connector/qbxml';
import { textAt } from '@ml-connector/qbxml';
import type { Company } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import { differences } from '../recovery/learn-probe.js';
import { plainFields } from '../recovery/sought.js';
import { editedInQuickBooks } from '../sets/reasons.js';
import { readWishFields } from '../sets/resolve-references.js';
import { publishSeen } from './publish-lists.js';
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
    return request ? [{ requestId: posting.id, request }] : [];
  });
  return {
    company: { ...company, session: session && { ...session, lookups: session.lookups } },
    requests,
  };
};

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
    const seen = rets[0]?.fields;
    if (requestId !== null && seen) await weighChange(gateway, requestId, seen);
  }
  return { ...company, session: session && { ...session, lookups: [], learnt: true } };
};

const weighChange = async (gateway: Gateway, postingId: string, seen: QbFields): Promise<void> => {
  const posting = await gateway.postings.get(postingId);
  const editSequence = textAt(seen, 'EditSequence');
  if (!posting?.document || editSequence === undefined) return;
  const stored = await gateway.written.get(postingId);
  const [json] = stored ? await gateway.vault.open([stored.value.fields]) : [];
  const written = plainFields(json ?? null);
  const edited = written ? differences(written, seen) : ['(unknown)'];
  if (edited.length > 0) {
    await gateway.postings.execute({
      postingId,
      connectionId: posting.connectionId,
      command: { type: 'Hold', reason: editedInQuickBooks(edited), by: 'gateway', asPerson: false },
    });
  }
  // The next change carries what was just read: by itself, or once a person said so.
  if (stored) {
    await gateway.written.replace(postingId, stored.version, { ...stored.value, editSequence });
  }
};
