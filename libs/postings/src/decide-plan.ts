import type { PostedDocument } from '@ml-connector/contracts';
import { isPerson } from './evolve-posting.js';
import { makesListObject, type Posting } from './posting.js';
import type { PlanPosting, WithdrawPosting } from './posting-command.js';
import { after, type PostingDraft } from './posting-draft.js';
import {
  editedAfterPosting,
  isForAPerson,
  totalStillDiffers,
  withdrawnAfterPosting,
} from './posting-reasons.js';

/** Kinds whose posted document follows the shop by a Mod of its own. */
const FOLLOWS_THE_SHOP: ReadonlySet<Posting['kind']> = new Set(['customer']);

/** What mapping's newest decision about the source leads to. */
export const decidePlan = (command: PlanPosting, draft: PostingDraft): PostingDraft =>
  settle(command, wished(command, draft));

const wished = (command: PlanPosting, draft: PostingDraft): PostingDraft => {
  const { posting } = draft;
  const { kind, source, orderId, wish } = command;
  if (!posting)
    return after(draft, { type: 'PostingPlanned', data: { kind, source, orderId, wish } });
  const isNews = posting.wish.fingerprint !== wish.fingerprint || posting.withdrawn !== null;
  if (isNews) return after(draft, { type: 'PostingRevised', data: { wish } });
  const { readUpTo } = wish;
  return readUpTo !== undefined && isToConfirm(posting, readUpTo)
    ? after(draft, { type: 'PostingConfirmed', data: { readUpTo } })
    : draft;
};

/** A list object that is still to be made: it must not leave on less than what was read of the lists. */
const isToConfirm = (posting: Posting, readUpTo: number): boolean =>
  makesListObject(posting) && posting.out === null && (posting.wish.readUpTo ?? 0) < readUpTo;

const settle = (command: PlanPosting, draft: PostingDraft): PostingDraft => {
  const { posting } = draft;
  if (!posting || posting.out) return draft;
  if (draft.events.length > 0 && hasOtherTotal(posting))
    return after(draft, {
      type: 'PostingHeld',
      data: { reason: totalStillDiffers, by: 'mapping' },
    });
  if (!isOpen(posting)) return draft;
  if (posting.document) return settlePosted(command, posting, draft);
  if (command.adopt) return adopted(command.adopt, posting, draft);
  if (command.hold) return held(command, posting, draft);
  if (posting.state === 'held' && posting.heldBy === 'gateway') return draft;
  if (command.waitingFor !== null) {
    if (posting.state === 'waiting' && posting.waitingFor === command.waitingFor) return draft;
    const unblocked = posting.blocked ? release(draft) : draft;
    return after(unblocked, { type: 'PostingWaiting', data: { waitingFor: command.waitingFor } });
  }
  return posting.state === 'ready' && !posting.blocked ? draft : release(draft);
};

/** It stands as it is wished again, but QuickBooks reckoned something else. */
const hasOtherTotal = ({ state, document, wish }: Posting): boolean =>
  state === 'posted' && wish.total !== null && document?.total !== wish.total;

const isOpen = (posting: Posting): boolean =>
  posting.state === 'ready' ||
  posting.state === 'waiting' ||
  (posting.state === 'held' && !isPerson(posting.heldBy) && !isForAPerson(posting.reason));

const settlePosted = (
  command: PlanPosting,
  posting: Posting,
  draft: PostingDraft,
): PostingDraft => {
  if (posting.state !== 'ready') return draft;
  if (!FOLLOWS_THE_SHOP.has(posting.kind)) {
    return after(draft, {
      type: 'PostingHeld',
      data: { reason: editedAfterPosting, by: 'mapping' },
    });
  }
  return command.hold ? held(command, posting, draft) : draft;
};

const adopted = (
  document: Omit<PostedDocument, 'wishRevision'>,
  posting: Posting,
  draft: PostingDraft,
): PostingDraft =>
  after(draft, {
    type: 'PostingPosted',
    data: {
      setId: null,
      adopted: true,
      document: { ...document, wishRevision: posting.wishRevision },
      answerHash: null,
      note: null,
    },
  });

const held = (command: PlanPosting, posting: Posting, draft: PostingDraft): PostingDraft => {
  const { hold } = command;
  if (!hold) return draft;
  const isKnown =
    posting.state === 'held' &&
    posting.reason?.code === hold.code &&
    posting.reason.detail === hold.detail;
  return isKnown
    ? draft
    : after(draft, { type: 'PostingHeld', data: { reason: hold, by: 'mapping' } });
};

const release = (draft: PostingDraft): PostingDraft =>
  after(draft, { type: 'PostingReleased', data: { by: 'mapping', why: null } });

/** The source asks for nothing any more: before the document left it is skipped, afterwards a person must look. */
export const decideWithdrawal = (command: WithdrawPosting, draft: PostingDraft): PostingDraft => {
  const { posting } = draft;
  if (!posting || posting.withdrawn?.code === command.reason.code) return draft;
  if (command.onlyUnsent === true && (posting.out || posting.document)) return draft;
  const withdrawn = after(draft, { type: 'PostingWithdrawn', data: { reason: command.reason } });
  if (posting.out || posting.state === 'voided' || posting.state === 'skipped') return withdrawn;
  if (posting.document) {
    return after(withdrawn, {
      type: 'PostingHeld',
      data: { reason: withdrawnAfterPosting, by: 'mapping' },
    });
  }
  if (posting.state === 'held' && isForAPerson(posting.reason)) return withdrawn;
  return skippedByShop(withdrawn);
};

/** A withdrawn posting that is surely not in QuickBooks needs nobody any more. */
export const skippedByShop = (draft: PostingDraft): PostingDraft =>
  after(draft, {
    type: 'PostingSkipped',
    data: { by: 'shop', why: draft.posting?.withdrawn?.title ?? null },
  });

/** What follows once a document stands: a withdrawal or a newer wish that came while it was out. */
export const afterPosted = (draft: PostingDraft): PostingDraft => {
  const { posting } = draft;
  if (!posting?.document) return draft;
  if (posting.withdrawn) {
    return after(draft, {
      type: 'PostingHeld',
      data: { reason: withdrawnAfterPosting, by: 'mapping' },
    });
  }
  if (posting.state === 'posted') return draft;
  if (posting.wish.fingerprint === posting.fulfilledFingerprint) {
    return after(draft, { type: 'PostingRevised', data: { wish: posting.wish } });
  }
  return FOLLOWS_THE_SHOP.has(posting.kind)
    ? draft
    : after(draft, { type: 'PostingHeld', data: { reason: editedAfterPosting, by: 'mapping' } });
};
