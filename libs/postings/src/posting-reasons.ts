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
]);

/** The order was changed after its document had been posted. */
export const editedAfterPosting: Reason = {
  code: 'EDITED_AFTER_POSTING',
  title: 'The order was changed after it was posted.',
  detail: 'What stands in QuickBooks is what the order was before the change.',
  fix: 'Change the document in QuickBooks by hand and skip this posting, or leave it as it is and skip this posting.',
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
  detail: 'Its document still stands in QuickBooks.',
  fix: 'Void the document in QuickBooks, or write a credit memo, and skip this posting.',
  setting: null,
};

/** A person said so. @param why in their words */
export const heldByPerson = (why: string | null): Reason => ({
  code: 'HELD_BY_PERSON',
  title: 'Somebody held it.',
  detail: why ?? 'No reason was given.',
  fix: 'Retry it to let it go on, or skip it.',
  setting: null,
});
