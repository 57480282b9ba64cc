import {
  companyLists,
  companyObjectId,
  companyObjectOf,
  companyStates,
  unreadCompany,
} from '@ml-connector/bookkeeping';
import { listKey, listObjectSeen, makeEvent } from '@ml-connector/contracts';
import { type DocumentStore, updateDocument } from '@ml-connector/document-store';
import { listRequests, type SeenObject, seenObjects } from '@ml-connector/gateway/lists';
import { parseAnswer, type QbAnswer, writeMessageSet } from '@ml-connector/qbxml';
import type { Company } from '../simulators/company/index.js';

const SOME_TIME = '2026-01-01T00:00:00.000Z';

/** What mapping knows of a company file's lists, kept up to date by what the file itself answers. */
export interface CompanyMirror {
  /** Reads every list as a first session does. */
  readLists(): Promise<void>;
  /** Learns the list objects that an answer shows. */
  learn(answer: QbAnswer): Promise<void>;
}

/** @param hash the connection's keyed hash, under which names of people are kept. */
export const companyMirror = (
  store: DocumentStore,
  company: Company,
  {
    connectionId,
    hash,
  }: { readonly connectionId: string; readonly hash: (text: string) => string },
): CompanyMirror => {
  const keep = async (seen: readonly SeenObject[]): Promise<void> => {
    if (seen.length === 0) return;
    for (const object of seen) await keepObject(object);
    await updateDocument(store.collection(companyStates), connectionId, (known) => {
      const state = known ?? unreadCompany(connectionId);
      return { ...state, revision: state.revision + 1, isRead: true };
    });
  };
  const keepObject = async ({ list, listId, fields, ...seen }: SeenObject): Promise<void> => {
    const { retType, editSequence, isActive } = seen;
    const event = makeEvent(listObjectSeen, {
      id: listId,
      connectionId,
      key: listKey(connectionId, listId),
      occurredAt: SOME_TIME,
      recordedAt: SOME_TIME,
      correlationId: listId,
      causationId: 'books',
      data: { list, listId, retType, editSequence, isActive, payload: JSON.stringify(fields) },
    });
    await updateDocument(
      store.collection(companyLists),
      companyObjectId(connectionId, list, listId),
      () => companyObjectOf(event, fields, hash),
    );
  };
  return {
    async readLists() {
      const requests = listRequests(null, null);
      const text = writeMessageSet({ version: '13.0', onError: 'continueOnError', requests });
      const answer = parseAnswer(company.processRequest(text));
      if (answer.responses.some(({ iteratorRemainingCount }) => (iteratorRemainingCount ?? 0) > 0))
        throw new Error('The lists of the company file are longer than one page.');
      await keep(seenObjects(answer));
    },
    learn: (answer) => keep(seenObjects(answer)),
  };
};
