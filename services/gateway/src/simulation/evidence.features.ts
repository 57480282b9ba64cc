import type { Fault, FaultMix } from './fault-mix.features.js';

/** What is seen where a fault befalls a world, fault by fault: one that is never seen was never tested. */
export const EVIDENCE: Readonly<Record<Fault, readonly string[]>> = {
  processDies: ['a process died at a port'],
  diesAtFailpoint: [
    'lease',
    'claimed',
    'intent',
    'committed',
    'sent',
    'recorded',
    'applied',
    'result',
    'answered',
    'resolved',
    'close',
  ].map((point) => `died at gw.${point}`),
  diesAfterAnswer: ['a process died after its answer'],
  storeAway: ['the store was away'],
  logAway: ['the log was away'],
  callsOverlap: ['calls overlapped'],
  freezes: ['froze with a request', 'froze with an answer', 'late execution refused'],
  agentDies: ['a PC died'],
  answerLost: ['answer lost'],
  answerTwice: ['answer twice'],
  answerLate: ['answer late'],
  worksSlowly: ['worked slowly'],
  quickBooksDies: ['QuickBooks died within a set'],
  cannotRead: ['a set could not be read', 'held: REQUEST_NOT_READABLE'],
  forgetsSets: ['message set forgotten'],
  answersIdsOnly: ['message set remembered by its ids only'],
  recordLocked: ['record locked'],
  numberEdited: ['a person changed a number'],
  memoEdited: ['a person erased a memo', 'held: UNCLEAR_WHETHER_POSTED'],
  documentTouched: ['a person touched a document'],
  documentDeleted: ['a person deleted a document', 'held: DELETED_IN_QUICKBOOKS'],
  fenceTouched: ['a person touched the fence'],
  fenceRenamed: ['a person renamed the fence'],
  fenceDeleted: ['a person deleted the fence', 'fence gone'],
  foreignFile: ['company.mismatch'],
  companyRestored: ['the company file restored', 'fence.behind', 'held: VANISHED_FROM_QUICKBOOKS'],
  storeRestored: ['our own store restored', 'fence.ahead', 'adopted without a set'],
  timeShift: ['time of filters shifted'],
  clocksDiffer: ['the clock of QuickBooks is minutes off'],
  pcClocksDiffer: ['a PC has a clock of its own'],
  clockSetBack: ['the clock of QuickBooks set back'],
  timeStandsStill: ['no time passed'],
};

/** What the protocol did about them, each at least once. */
export const CONSEQUENCES = [
  'fence refused with 3200',
  'fence moved within one second',
  'two agents overlapped',
  'auth.busy',
  'probe: found',
  'probe: absent',
  'message set remembered',
] as const;

/** What is too rare in the common mix to be counted on, with a world in which it is not. */
export const RARE: Readonly<Record<string, Partial<FaultMix>>> = {
  'held: UNCLEAR_WHETHER_POSTED': {
    memoEdited: 0.3,
    quickBooksDies: 0.2,
    answerLost: 0.2,
    forgetsSets: 1,
  },
};
