import { POSTING_KINDS, reasonSchema, sourceSchema } from '@ml-connector/contracts';
import { POSTING_STATES, type Posting } from '@ml-connector/postings';
import { z } from 'zod';
import { decimalOrNull, moneySchema } from '../http/money.js';

/** A posting as the API shows it: money as decimal strings, nothing sealed and nothing internal. */
export const postingViewSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(POSTING_KINDS),
  source: sourceSchema,
  orderId: z.int().nullable(),
  revision: z.int(),
  state: z.enum(POSTING_STATES),
  dependsOn: z.array(z.string()),
  waitingFor: z.string().nullable().describe('The posting that it waits for.'),
  total: moneySchema.nullable().describe("The source's total; null for customers and items."),
  predictedTotal: moneySchema.nullable().describe('What the document will add up to.'),
  currency: z.string().nullable(),
  reason: reasonSchema.nullable().describe('Why a person is needed, and what to do.'),
  document: z
    .strictObject({
      type: z.string(),
      txnId: z.string().optional(),
      listId: z.string().optional(),
      refNumber: z.string().nullable(),
      total: moneySchema.nullable().describe('As QuickBooks reckoned it.'),
      editSequence: z.string(),
      revision: z.int().describe('The revision of the posting that it fulfils.'),
      postedAt: z.iso.datetime(),
    })
    .nullable()
    .describe('What stands in QuickBooks, whatever the state.'),
  rulesVersion: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export type PostingView = z.infer<typeof postingViewSchema>;

export const postingView = (posting: Posting): PostingView => {
  const { wish } = posting;
  const total = decimalOrNull(wish.total);
  return {
    id: posting.id,
    kind: posting.kind,
    source: posting.source,
    orderId: posting.orderId,
    revision: posting.revision,
    state: posting.state,
    dependsOn: wish.dependsOn,
    waitingFor: posting.waitingFor,
    total,
    predictedTotal: total,
    currency: wish.currency,
    reason: posting.reason,
    document: documentView(posting),
    rulesVersion: wish.rulesVersion,
    createdAt: posting.createdAt,
    updatedAt: posting.updatedAt,
  };
};

const documentView = ({ document }: Posting): PostingView['document'] =>
  document && {
    type: document.type,
    ...(document.txnId === null ? {} : { txnId: document.txnId }),
    ...(document.listId === null ? {} : { listId: document.listId }),
    refNumber: document.refNumber,
    total: decimalOrNull(document.total),
    editSequence: document.editSequence,
    revision: document.wishRevision,
    postedAt: document.postedAt,
  };
