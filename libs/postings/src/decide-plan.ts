import type { PostedDocument } from '@ml-connector/contracts';
import { isPerson } from './evolve-posting.js';
import { followsTheShop, isUnmade } from './follow-the-shop.js';
import { makesListObject, type Posting } from './posting.js';
import type { PlanPosting, WithdrawPosting } from './posting-command.js';
import { after, type PostingDraft } from './posting-draft.js';
import {
  cameBackAfterVoid,
  changeNotMade,
  editedAfterPosting,
  isForAPerson,
  totalStillDiffers,
  withdrawnAfterPosting,
} from './posting-reasons.js';

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
  if (draft.events.length > 0 && posting.state === 'voided')
    return after(draft, {
      type: 'PostingHeld',
      data: { reason: cameBackAfterVoid, by: 'mapping' },
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
  if (command.hold) return held(command, posting, draft);
  if (!followsTheShop(posting)) {
    return after(draft, {
      type: 'PostingHeld',
      data: { reason: editedAfterPosting, by: 'mapping' },
    });
  }
  return command.waitingFor === null
    ? draft
    : after(draft, { type: 'PostingWaiting', data: { waitingFor: command.waitingFor } });
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

/**
 * The source asks for nothing any more: before the document left it is skipped; afterwards it ends as the rules say, or a
 * person must look.
 */
export const decideWithdrawal = (command: WithdrawPosting, draft: PostingDraft): PostingDraft => {
  const { posting } = draft;
  if (!posting) return draft;
  const { reason, waitingFor = null } = command;
  const end = posting.document || posting.out ? command.end : undefined;
  const begins = end !== undefined && !posting.ending && posting.state !== 'voided';
  const isNews = posting.withdrawn?.code !== reason.code || begins;
  if (!isNews) return draft;
  if (command.onlyUnsent === true && (posting.out || posting.document)) return draft;
  const withdrawn = after(draft, {
    type: 'PostingWithdrawn',
    data: { reason, ...(end ? { end } : {}) },
  });
  if (posting.out || posting.state === 'voided' || posting.state === 'skipped') return withdrawn;
  if (posting.document) {
    if (end) {
      const isEnding = withdrawn.posting?.state === 'ready' && waitingFor !== null;
      return isEnding
        ? after(withdrawn, { type: 'PostingWaiting', data: { waitingFor } })
        : withdrawn;
    }
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
    return posting.ending
      ? draft
      : after(draft, {
          type: 'PostingHeld',
          data: { reason: withdrawnAfterPosting, by: 'mapping' },
        });
  }
  if (posting.state === 'posted') return draft;
  if (posting.wish.fingerprint === posting.fulfilledFingerprint) {
    return after(draft, { type: 'PostingRevised', data: { wish: posting.wish } });
  }
  if (isUnmade(posting))
    return after(draft, { type: 'PostingHeld', data: { reason: changeNotMade, by: 'mapping' } });
  return followsTheShop(posting)
    ? draft
    : after(draft, { type: 'PostingHeld', data: { reason: editedAfterPosting, by: 'mapping' } });
};
