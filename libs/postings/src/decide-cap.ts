import { cappedAs, heldByCap } from './daily-cap.js';
import type { HoldForCap, LiftCap } from './posting-command.js';
import { after, type PostingDraft } from './posting-draft.js';

/** What the cap of a day does to a posting: nothing to one that is out, stands, or was held for something else. */
export const decideCap = (command: HoldForCap | LiftCap, draft: PostingDraft): PostingDraft => {
  const { posting } = draft;
  if (!posting) return draft;
  if (command.type === 'LiftCap') {
    return heldByCap(posting) === null
      ? draft
      : after(draft, { type: 'PostingReleased', data: { by: 'gateway', why: null } });
  }
  const isReady = posting.state === 'ready' && posting.out === null && !posting.blocked;
  return isReady && cappedAs(posting) !== null
    ? after(draft, { type: 'PostingHeld', data: { reason: command.reason, by: 'gateway' } })
    : draft;
};
