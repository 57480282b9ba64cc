import type { Reason } from '@ml-connector/contracts';

/** The order was changed after its document had been posted. */
export const editedAfterPosting: Reason = {
  code: 'EDITED_AFTER_POSTING',
  title: 'The order was changed after it was posted.',
  detail: 'What stands in QuickBooks is what the order was before the change.',
  fix: 'Change the document in QuickBooks by hand and skip this posting, or leave it as it is and skip this posting.',
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
