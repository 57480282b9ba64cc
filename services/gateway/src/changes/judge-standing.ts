import type { Reason } from '@ml-connector/contracts';
import { operationOf, type Posting } from '@ml-connector/postings';
import { nodesAt, textAt, type QbFields } from '@ml-connector/qbxml';
import { readDocument, type FoundDocument } from '../recovery/found-document.js';
import { editedDocument, paidInQuickBooks } from '../sets/reasons.js';
import { compareDocument, type Difference, linesOf } from './compare-document.js';

/** What reading a document before its change says about the change. */
export type Verdict =
  | { readonly verdict: 'go'; readonly lineIds: readonly string[] }
  | { readonly verdict: 'hold'; readonly reason: Reason; readonly isShown: boolean }
  /** It is not there: a person deleted it. */
  | { readonly verdict: 'gone' }
  /** It is to end and has ended: a person voided it. */
  | { readonly verdict: 'ended' }
  /** It reads as it is wished already. */
  | { readonly verdict: 'stands'; readonly document: FoundDocument };

export interface Weighed {
  readonly posting: Posting;
  /** What stands by our account and what is wished, references resolved; null where it was erased. */
  readonly written: QbFields | null;
  readonly wished: QbFields | null;
  /** EditSequence of the edited state that a person was shown before. */
  readonly shown: string | null;
  /** TxnIDs of the documents that it refers to: what is linked to those alone, we linked. Default: none. */
  readonly own?: ReadonlySet<string>;
}

/** Compares what we wrote with what stands; what somebody edited, paid or deleted is never written over. */
export const judgeStanding = (
  { posting, written, wished, shown, own = new Set() }: Weighed,
  seen: QbFields | null,
): Verdict => {
  if (!seen) return { verdict: 'gone' };
  const operation = operationOf(posting);
  const object = posting.document?.type ?? posting.wish.object;
  if (operation === 'mod' && wished && compareDocument(wished, seen).length === 0) {
    const document = readDocument(object, seen);
    if (document) return { verdict: 'stands', document };
  }
  if (operation === 'void' && isVoided(object, seen)) return { verdict: 'ended' };
  const edited = written ? compareDocument(written, seen) : compareFacts(posting, seen);
  const isOverruled = shown !== null && shown === textAt(seen, 'EditSequence');
  if (edited.length > 0 && !isOverruled)
    return { verdict: 'hold', reason: editedDocument(edited), isShown: true };
  if (isPaid(object, seen) && !mayChangePaid(posting) && !isSetOffByUs(posting, seen, own))
    return { verdict: 'hold', reason: paidInQuickBooks(operation), isShown: false };
  return { verdict: 'go', lineIds: edited.length > 0 ? [] : lineIdsOf(object, seen) };
};

/** Where the content was erased, the number and the total still tell. */
const compareFacts = ({ document }: Posting, seen: QbFields): readonly Difference[] => {
  const found = document && readDocument(document.type, seen);
  if (!document || !found) return [];
  const facts = [
    ['RefNumber', document.refNumber ?? '', found.refNumber ?? ''],
    ['Total', String(document.total), String(found.total)],
  ] as const;
  return facts.flatMap(([path, wrote, has]) => (wrote === has ? [] : [{ path, wrote, has }]));
};

/** QuickBooks says so in the memo, and nothing is left of the amounts. */
export const isVoided = (object: string, seen: QbFields): boolean =>
  /^VOID:/i.test((textAt(seen, 'Memo') ?? '').trim()) && readDocument(object, seen)?.total === 0;

/** Documents that something can be applied to. The sales order that an invoice took over is no payment of it. */
const APPLICABLE = new Set(['Invoice', 'CreditMemo', 'SalesOrder']);

const isPaid = (object: string, seen: QbFields): boolean =>
  APPLICABLE.has(object) &&
  (nodesAt(seen, 'LinkedTxn').some((link) => textAt(link, 'TxnType') !== 'SalesOrder') ||
    Number(textAt(seen, 'AppliedAmount') ?? 0) !== 0);

/** A credit memo that is to end and was set off against the invoice of its own order: QuickBooks lets go of that itself. */
const isSetOffByUs = (posting: Posting, seen: QbFields, own: ReadonlySet<string>): boolean => {
  const links = nodesAt(seen, 'LinkedTxn');
  return (
    operationOf(posting) === 'void' &&
    posting.kind === 'credit-memo' &&
    links.length > 0 &&
    links.every((link) => own.has(textAt(link, 'TxnID') ?? ''))
  );
};

/** By rule, and only where the change leaves the total, so that what was applied still fits. */
const mayChangePaid = (posting: Posting): boolean =>
  operationOf(posting) === 'mod' &&
  posting.wish.onChange === 'change-paid' &&
  posting.wish.total === posting.document?.total;

const lineIdsOf = (object: string, seen: QbFields): readonly string[] =>
  linesOf(seen, `${object}LineRet`).map((line) => textAt(line, 'TxnLineID') ?? '');
