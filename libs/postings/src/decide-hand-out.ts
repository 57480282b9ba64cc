import { afterPosted, skippedByShop } from './decide-plan.js';
import { isClaimable, operationOf } from './posting.js';
import type {
  PostingCommand,
  RecordPosted,
  RecordRefused,
  RecordVoided,
} from './posting-command.js';
import { after, type PostingDraft } from './posting-draft.js';
import { cameBackAfterVoid } from './posting-reasons.js';

type HandOutCommand = Exclude<
  PostingCommand,
  { type: 'Plan' | 'Withdraw' | 'Hold' | 'Retry' | 'Skip' | 'HoldForCap' | 'LiftCap' }
>;

/** What happens to a posting on its way to QuickBooks and back. */
export const decideHandOut = (command: HandOutCommand, draft: PostingDraft): PostingDraft => {
  const { posting, context } = draft;
  if (!posting) return draft;
  const isOwn = 'setId' in command && posting.out?.setId === command.setId;
  const isHanded = isOwn && posting.out?.handed === true;
  switch (command.type) {
    case 'Reconsider':
      return reconsidered(command.waitingFor, draft);
    case 'Claim': {
      if (!isClaimable(posting, context.now)) return draft;
      if (posting.wishRevision !== command.wishRevision) return draft;
      const { setId, requestId, wishRevision, operation } = command;
      if (operation !== operationOf(posting)) return draft;
      return after(draft, {
        type: 'PostingClaimed',
        data: { setId, requestId, wishRevision, operation },
      });
    }
    case 'FreeClaim':
      if (!isOwn || isHanded) return draft;
      return free(draft, { type: 'PostingReleased', data: { by: 'claim', why: null } });
    case 'Hand':
      if (!isOwn || isHanded) return draft;
      return after(draft, { type: 'PostingHanded', data: { setId: command.setId } });
    case 'RecordPosted':
      return recordPosted(command, draft);
    case 'RecordRefused':
      return isHanded ? recordRefused(command, draft) : draft;
    case 'RecordNotRun':
      if (!isHanded) return draft;
      return free(draft, {
        type: 'PostingReleased',
        data: { by: 'gateway', why: command.evidence },
      });
    case 'Doubt':
      if (!isHanded || posting.state === 'in-doubt') return draft;
      return after(draft, { type: 'PostingInDoubt', data: { setId: command.setId } });
    case 'ResolveAbsent':
      if (!isHanded) return draft;
      return free(draft, {
        type: 'PostingResolved',
        data: { setId: command.setId, evidence: command.evidence },
      });
    case 'RecordVoided':
      return recordVoided(command, draft);
  }
};

/** What was voided while the source came to ask for it again is not posted again unasked. */
const recordVoided = ({ setId, by, note }: RecordVoided, draft: PostingDraft): PostingDraft => {
  const { posting } = draft;
  if (!posting?.document || posting.state === 'voided') return draft;
  if (setId === undefined ? posting.out !== null : posting.out?.setId !== setId) return draft;
  const ended = after(draft, { type: 'PostingVoided', data: { by, note } });
  return posting.withdrawn === null && setId !== undefined
    ? after(ended, { type: 'PostingHeld', data: { reason: cameBackAfterVoid, by: 'mapping' } })
    : ended;
};

const reconsidered = (waitingFor: string | null, draft: PostingDraft): PostingDraft => {
  const { posting } = draft;
  // What is ready and turns out to lack something leaves the queue: it would stand before others for ever.
  const isMissing = posting?.state === 'ready' && posting.out === null && waitingFor !== null;
  const isNews = posting?.state === 'waiting' && posting.waitingFor !== waitingFor;
  if (!isMissing && !isNews) return draft;
  return waitingFor === null
    ? after(draft, { type: 'PostingReleased', data: { by: 'dependency', why: null } })
    : after(draft, { type: 'PostingWaiting', data: { waitingFor } });
};

/** Back in the queue, unless the source withdrew it meanwhile. */
const free = (draft: PostingDraft, fact: Parameters<typeof after>[1]): PostingDraft => {
  const freed = after(draft, fact);
  return freed.posting?.withdrawn ? skippedByShop(freed) : freed;
};

const recordPosted = (command: RecordPosted, draft: PostingDraft): PostingDraft => {
  const { posting } = draft;
  if (!posting) return draft;
  const { setId, adopted, answerHash, note, mismatch } = command;
  if (setId === null ? posting.out !== null : posting.out?.setId !== setId) return draft;
  const isFulfilled = posting.document?.wishRevision === posting.wishRevision;
  if (setId === null && isFulfilled && isSame(posting.document, command.document)) return draft;
  const document = {
    ...command.document,
    wishRevision: posting.out?.wishRevision ?? posting.wishRevision,
  };
  const posted = after(draft, {
    type: 'PostingPosted',
    data: { setId, adopted, document, answerHash, note },
  });
  return mismatch
    ? after(posted, { type: 'PostingHeld', data: { reason: mismatch, by: 'gateway' } })
    : afterPosted(posted);
};

const isSame = (
  document: {
    readonly txnId: string | null;
    readonly listId: string | null;
    readonly editSequence: string;
  } | null,
  other: {
    readonly txnId: string | null;
    readonly listId: string | null;
    readonly editSequence: string;
  },
): boolean =>
  document?.txnId === other.txnId &&
  document.listId === other.listId &&
  document.editSequence === other.editSequence;

const recordRefused = (command: RecordRefused, draft: PostingDraft): PostingDraft => {
  const { setId, statusCode, notBefore } = command;
  // What QuickBooks refused is no longer wished: the newer wish has its own try.
  const isOlder = draft.posting?.out?.wishRevision !== draft.posting?.wishRevision;
  const hold = isOlder ? null : command.hold;
  const refused = after(draft, {
    type: 'PostingRefused',
    data: { setId, statusCode, again: hold === null, notBefore },
  });
  if (refused.posting?.withdrawn && !refused.posting.document) return skippedByShop(refused);
  return hold
    ? after(refused, { type: 'PostingHeld', data: { reason: hold, by: 'gateway' } })
    : refused;
};
