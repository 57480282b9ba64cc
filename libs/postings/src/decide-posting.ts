import { decideCap } from './decide-cap.js';
import { decideHandOut } from './decide-hand-out.js';
import { decidePlan, decideWithdrawal } from './decide-plan.js';
import { decideVerb } from './decide-verb.js';
import { draftOf, type PostingContext } from './posting-draft.js';
import type { Posting } from './posting.js';
import type { PostingCommand } from './posting-command.js';
import type { PostingEvent } from './posting-fact.js';

/**
 * What a command leads to. Empty where it has nothing to do: a repeat, a lost race, a set that is not its own.
 * @throws AppError STATE_FORBIDS where a person asked for what the state does not allow.
 */
export const decidePosting = (
  command: PostingCommand,
  posting: Posting | null,
  context: PostingContext,
): readonly PostingEvent[] => {
  const draft = draftOf(posting, context);
  switch (command.type) {
    case 'Plan':
      return decidePlan(command, draft).events;
    case 'Withdraw':
      return decideWithdrawal(command, draft).events;
    case 'Hold':
    case 'Retry':
    case 'Skip':
      return decideVerb(command, draft).events;
    case 'HoldForCap':
    case 'LiftCap':
      return decideCap(command, draft).events;
    case 'Reconsider':
    case 'Claim':
    case 'FreeClaim':
    case 'Hand':
    case 'RecordPosted':
    case 'RecordRefused':
    case 'RecordNotRun':
    case 'Doubt':
    case 'ResolveAbsent':
    case 'RecordVoided':
      return decideHandOut(command, draft).events;
  }
};
