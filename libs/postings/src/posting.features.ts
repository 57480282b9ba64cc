import type { PostedDocument, Wish } from '@ml-connector/contracts';
import { decidePosting } from './decide-posting.js';
import { evolvePosting } from './evolve-posting.js';
import type { Posting } from './posting.js';
import type { ClaimPosting, PlanPosting, PostingCommand, RecordPosted } from './posting-command.js';

export const NOW = Date.parse('2026-11-24T10:00:00.000Z');
export const context = {
  postingId: 'inv-1',
  connectionId: 'con-1',
  key: 'con-1|order|27',
  now: NOW,
  causationId: 'test',
};

export const wish = (fingerprint: string): Wish => ({
  object: 'Invoice',
  request: 'sealed',
  shopper: 'customer-2',
  fingerprint,
  refNumber: '27',
  total: 1999,
  currency: 'EUR',
  dependsOn: ['cus-1'],
  rulesVersion: 1,
  sourceVersion: '2026-11-24T09:00:00.000Z#0',
});

export const plan = (changes: Partial<PlanPosting> = {}): PlanPosting => ({
  type: 'Plan',
  kind: 'invoice',
  source: { type: 'order', id: '27', number: '27' },
  orderId: 27,
  key: context.key,
  wish: wish('a'),
  hold: null,
  waitingFor: null,
  adopt: null,
  ...changes,
});

export const document: Omit<PostedDocument, 'wishRevision'> = {
  type: 'Invoice',
  txnId: 'T-1',
  listId: null,
  refNumber: '27',
  total: 1999,
  editSequence: '1764000000',
  postedAt: '2026-11-24T10:00:00.000Z',
};

export const reason = { code: 'UNKNOWN_PRODUCT', title: 't', detail: 'd', fix: 'f', setting: null };
export const claim = (wishRevision: number, setId = 'set-1'): ClaimPosting => ({
  type: 'Claim',
  setId,
  requestId: 'r1',
  wishRevision,
  operation: 'add',
});
export const hand: PostingCommand = { type: 'Hand', setId: 'set-1' };
export const posted: RecordPosted = {
  type: 'RecordPosted',
  setId: 'set-1',
  document,
  adopted: false,
  answerHash: 'h',
  note: null,
  mismatch: null,
};

export const after = (...commands: readonly PostingCommand[]): Posting => {
  const posting = commands.reduce<Posting | null>(
    (state, command) =>
      decidePosting(command, state, context).reduce<Posting | null>(evolvePosting, state),
    null,
  );
  if (!posting) throw new Error('No posting.');
  return posting;
};
export const types = (posting: Posting, command: PostingCommand): readonly string[] =>
  decidePosting(command, posting, context).map((event) => event.type);
