import { AppError } from '@ml-connector/kernel';
import type { HoldPosting, RetryPosting, SkipPosting } from './posting-command.js';
import { after, type PostingDraft } from './posting-draft.js';
import type { Posting, PostingState } from './posting.js';

/** What a person, or the gateway with evidence in hand, says about a posting. */
export const decideVerb = (
  command: HoldPosting | RetryPosting | SkipPosting,
  draft: PostingDraft,
): PostingDraft => {
  const { posting } = draft;
  if (!posting) return draft;
  switch (command.type) {
    case 'Hold':
      return hold(command, posting, draft);
    case 'Retry': {
      allow(command, posting, ['held', 'skipped']);
      const released = after(draft, {
        type: 'PostingReleased',
        data: { by: command.by, why: command.why },
      });
      return command.waitingFor === null || released.posting?.state !== 'ready'
        ? released
        : after(released, { type: 'PostingWaiting', data: { waitingFor: command.waitingFor } });
    }
    case 'Skip':
      allow(command, posting, ['waiting', 'ready', 'held']);
      return after(draft, { type: 'PostingSkipped', data: { by: command.by, why: command.why } });
  }
};

const hold = (command: HoldPosting, posting: Posting, draft: PostingDraft): PostingDraft => {
  const held = { type: 'PostingHeld', data: { reason: command.reason, by: command.by } } as const;
  if (command.asPerson) {
    allow(command, posting, ['waiting', 'ready']);
    return after(draft, held);
  }
  const isItsTurn =
    command.setId === undefined ? posting.out === null : posting.out?.setId === command.setId;
  return isItsTurn ? after(draft, held) : draft;
};

const allow = (
  command: { readonly type: string },
  posting: Posting,
  states: readonly PostingState[],
): void => {
  const state = posting.out ? 'sent' : posting.state;
  if (posting.out || !states.includes(posting.state)) {
    throw new AppError(
      'STATE_FORBIDS',
      `${command.type} is not possible for a posting that is ${state}.`,
    );
  }
};
