import type { Posting } from '@ml-connector/postings';
import { isRequestType } from '@ml-connector/qbxml';
import type { Company, Session } from '../company/company.js';
import type { Gateway } from '../gateway-ports.js';
import type { ProbeRequest } from '../recovery/probe-request.js';
import { mayGo } from '../sets/may-go.js';
import { changesTransaction, isFresh } from './standing.js';

/** Transactions whose queries tell what is linked to them. */
const LINKED = new Set(['Invoice', 'CreditMemo', 'SalesOrder', 'Check']);

/** Of the postings that would go next: those whose documents are to be changed and were not read for it in this session. */
export const unreadChanges = async (
  gateway: Gateway,
  company: Company,
  session: Session,
): Promise<readonly Posting[]> => {
  const { connectionId, setLimit } = company;
  const accepts = mayGo(company, session, gateway.clock.now());
  const ready = await gateway.postings.ready(connectionId, setLimit, accepts);
  const changes = ready.filter(changesTransaction);
  if (changes.length === 0) return [];
  const known = await gateway.standings.getMany(changes.map(({ id }) => id));
  const standings = new Map(known.map(({ id, value }) => [id, value]));
  return changes.filter((posting) => !isFresh(standings.get(posting.id), posting, session.id));
};

/** One query per kind of transaction, by TxnID, with lines and links. */
export const standingRequests = (
  documents: readonly { readonly type: string; readonly txnId: string }[],
): readonly ProbeRequest[] =>
  [...Map.groupBy(documents, ({ type }) => type)].flatMap(([object, of]) => {
    const type = `${object}Query`;
    if (!isRequestType(type)) return [];
    const fields = {
      TxnID: [...new Set(of.map(({ txnId }) => txnId))],
      IncludeLineItems: 'true',
      ...(LINKED.has(object) ? { IncludeLinkedTxns: 'true' } : {}),
    };
    return [{ requestId: `standing:${object}`, request: { type, fields } }];
  });

/** What {@link standingRequests} asks for of these postings. */
export const documentsOf = (postings: readonly Posting[]) =>
  postings.flatMap(({ document }) =>
    document?.txnId ? [{ type: document.type, txnId: document.txnId }] : [],
  );
