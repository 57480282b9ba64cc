import type { PostingKind, Reason } from '@ml-connector/contracts';
import { formatCents } from '@ml-connector/kernel';
import type { WishFields, WishValue } from '@ml-connector/postings';
import {
  isRequestType,
  NEWEST_VERSION,
  nodesAt,
  type QbFields,
  type QbValue,
  textAt,
  withoutLinkedLines,
  writeMessageSet,
} from '@ml-connector/qbxml';
import type { OrderDecision } from './decide-documents.js';
import { documentsToPlan } from './documents-to-plan.js';
import type { PlannedDocument } from './planned-document.js';
import { referenceSchema } from '@ml-connector/postings';

export interface PreviewLine {
  readonly item: string;
  readonly description: string;
  readonly quantity: string | null;
  /** Decimal string. */
  readonly amount: string;
}

export interface PreviewDocument {
  readonly kind: PostingKind;
  readonly number: string | null;
  /** Decimal string; `null` for list objects. */
  readonly total: string | null;
  readonly currency: string | null;
  readonly lines: readonly PreviewLine[];
  /** The request as it would leave, with the posting's id where only QuickBooks can give the id; `null` where it is held or stands already. */
  readonly qbxml: string | null;
}

export interface Preview {
  readonly documents: readonly PreviewDocument[];
  readonly held: readonly Reason[];
  /** Why nothing is posted, or null. */
  readonly skipped: string | null;
}

/** What would be posted, exactly, without posting it. */
export const previewDecision = (decision: OrderDecision): Preview => {
  if (decision.outcome === 'nothing') return { documents: [], held: [], skipped: decision.why };
  if (decision.outcome === 'withdraw')
    return { documents: [], held: [], skipped: decision.reason.title };
  const names = new Map(
    decision.documents.map(({ postingId, source }) => [postingId, source.number]),
  );
  const held = decision.documents.flatMap(({ hold }) => hold ?? []);
  const asNew = decision.documents.map((document) => ({ document, basis: '' }));
  return {
    documents: documentsToPlan(asNew, new Map())
      .filter(({ document }) => document.adopt === null)
      .map(({ document }) => previewDocument(document, names)),
    held: [...new Map(held.map((reason) => [`${reason.code} ${reason.detail}`, reason])).values()],
    skipped: null,
  };
};

const previewDocument = (
  document: PlannedDocument,
  names: ReadonlyMap<string, string>,
): PreviewDocument => {
  const fields = requestFields(document.fields);
  return {
    kind: document.kind,
    number: document.refNumber,
    total: document.total === null ? null : formatCents(document.total),
    currency: document.currency,
    lines: nodesAt(fields, `${document.object}LineAdd`).map((line) => previewLine(line, names)),
    qbxml: document.hold === null ? requestText(document.object, fields) : null,
  };
};

const previewLine = (line: QbFields, names: ReadonlyMap<string, string>): PreviewLine => {
  const id = textAt(line, 'ItemRef', 'ListID') ?? '';
  return {
    item: names.get(id) ?? id,
    description: textAt(line, 'Desc') ?? '',
    quantity: textAt(line, 'Quantity') ?? null,
    amount: textAt(line, 'Amount') ?? '',
  };
};

/** The document's Add request. @throws AppError QBXML_INVALID where QuickBooks would refuse its form. */
export const requestText = (object: string, fields: QbFields): string | null => {
  const type = `${object}Add`;
  if (!isRequestType(type)) return null;
  return writeMessageSet({
    version: NEWEST_VERSION,
    onError: 'stopOnError',
    requests: [{ requestId: '1', request: { type, fields: withoutLinkedLines(object, fields) } }],
  });
};

/** Fields with every reference replaced by the id of the posting that it points to. */
export const requestFields = (fields: WishFields): QbFields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, requestValue(value)]));

const requestValue = (value: WishValue): QbValue => {
  if (isList(value)) return value.map(requestEntry);
  return requestEntry(value);
};

const isList = (value: WishValue): value is readonly Exclude<WishValue, readonly unknown[]>[] =>
  Array.isArray(value);

const requestEntry = (value: Exclude<WishValue, readonly unknown[]>): string | QbFields => {
  if (typeof value === 'string') return value;
  const reference = referenceSchema.safeParse(value);
  if (reference.success) return reference.data.$posting;
  return requestFields(Object.fromEntries(Object.entries(value)));
};
