import type { Reason } from '@ml-connector/contracts';

/**
 * Whether QuickBooks has a document, or what somebody did to it there, is in question: no change in the shop answers
 * that, and going on unasked could post twice, or undo what a person did.
 */
export const isForAPerson = (reason: Reason | null): boolean =>
  reason !== null && ONLY_A_PERSON_KNOWS.has(reason.code);

const ONLY_A_PERSON_KNOWS: ReadonlySet<string> = new Set([
  'UNCLEAR_WHETHER_POSTED',
  'DELETED_IN_QUICKBOOKS',
  'VANISHED_FROM_QUICKBOOKS',
  'EDITED_IN_QUICKBOOKS',
  'CAME_BACK_AFTER_VOID',
]);

/** Whether a hold is about what may be done, said here, and not about a wish that mapping could not make. */
export const isSaidHere = ({ code }: Reason): boolean => SAID_HERE.has(code);

const SAID_HERE: ReadonlySet<string> = new Set([
  'EDITED_AFTER_POSTING',
  'WITHDRAWN_AFTER_POSTING',
  'TOTAL_DIFFERS',
  'CAME_BACK_AFTER_VOID',
]);

/** The order was changed after its document had been posted. */
export const editedAfterPosting: Reason = {
  code: 'EDITED_AFTER_POSTING',
  title: 'The order was changed after it was posted.',
  detail: 'What stands in QuickBooks is what the order was before the change.',
  fix: 'Retry to write the change into QuickBooks, or change the document there by hand and skip this posting.',
  setting: 'changes.edited',
};

/** The order was changed while its document was on its way, into something that cannot be made. */
export const changeNotMade: Reason = {
  code: 'CHANGE_NOT_MADE',
  title: 'The order was changed while its document was on its way, and the change cannot be made.',
  detail: 'What stands in QuickBooks is what the order was before the change.',
  fix: 'Mend what the order lacks; it is decided again with the next change of the rules or the lists.',
  setting: null,
};

/** The source asks again for a document that was voided or deleted meanwhile. */
export const cameBackAfterVoid: Reason = {
  code: 'CAME_BACK_AFTER_VOID',
  title: 'The order came back after its document had been voided.',
  detail: 'Nothing stands for it in QuickBooks.',
  fix: 'Retry to post it again as a new document, or skip it.',
  setting: null,
};

/** The order is again what its document was made from, and that stands with another total. */
export const totalStillDiffers: Reason = {
  code: 'TOTAL_DIFFERS',
  title: 'The total in QuickBooks differs from the order.',
  detail:
    'The order was changed and changed back; its document has had another total from the start.',
  fix: 'Compare the document in QuickBooks with the order and correct it there, then skip this posting.',
  setting: null,
};

/** The order was cancelled, trashed or deleted after its document had been posted. */
export const withdrawnAfterPosting: Reason = {
  code: 'WITHDRAWN_AFTER_POSTING',
  title: 'The order was cancelled or deleted after it was posted.',
  detail: 'Its document still stands in QuickBooks, as the rules say.',
  fix: 'Void the document in QuickBooks, or write a credit memo, and skip this posting; the rules can do either by themselves.',
  setting: 'changes.cancelled',
};

/** A person said so. @param why in their words */
export const heldByPerson = (why: string | null): Reason => ({
  code: 'HELD_BY_PERSON',
  title: 'Somebody held it.',
  detail: why ?? 'No reason was given.',
  fix: 'Retry it to let it go on, or skip it.',
  setting: null,
});
