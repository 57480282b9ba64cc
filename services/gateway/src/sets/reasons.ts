import type { Reason } from '@ml-connector/contracts';
import { formatCents, cents } from '@ml-connector/kernel';
import type { StatusMeaning } from '@ml-connector/qbxml';

const reason = (code: string, title: string, detail: string, fix: string): Reason => ({
  code,
  title,
  detail,
  fix,
  setting: null,
});

/** QuickBooks reckoned another total than the shop. The document stands. */
export const totalDiffers = (wished: number, stands: number | null): Reason =>
  reason(
    'TOTAL_DIFFERS',
    'The total in QuickBooks differs from the order.',
    `The order has ${formatCents(cents(wished))}, the document in QuickBooks ${stands === null ? 'no total' : formatCents(cents(stands))}.`,
    'Compare the document in QuickBooks with the order and correct it there, then skip this posting.',
  );

export const NAME_IN_USE = 'NAME_IN_USE';

export const nameInUse = (meaning: StatusMeaning): Reason =>
  reason(
    NAME_IN_USE,
    meaning.title,
    'The name is looked up in QuickBooks, and the decision is made again.',
    meaning.fix,
  );

/** QuickBooks refused, and a person must look. `text` is QuickBooks' own, without names of people. */
export const refused = (meaning: StatusMeaning, text: string): Reason =>
  reason(
    `QUICKBOOKS_${meaning.code}`,
    meaning.title,
    text === '' ? `QuickBooks answered with code ${meaning.code}.` : `QuickBooks says: ${text}`,
    meaning.fix,
  );

/** It was tried again and again. */
export const gaveUp = (meaning: StatusMeaning, times: number): Reason =>
  reason(
    `QUICKBOOKS_${meaning.code}`,
    meaning.title,
    `It was tried ${times} times.`,
    'Close the windows in which the record is open in QuickBooks, then retry.',
  );

export const unreadableRequest = (detail: string): Reason =>
  reason(
    'REQUEST_NOT_READABLE',
    'QuickBooks could not read the document.',
    detail,
    'Report this to the support of ml-connector; the other documents went on without it.',
  );

export const payloadErased = reason(
  'PAYLOAD_ERASED',
  'The personal data of this document was erased.',
  'It was erased before the document was posted, so it cannot be posted any more.',
  'Skip this posting.',
);

export const cannotChange = reason(
  'CHANGE_BY_HAND',
  'A posted document is not changed by itself.',
  'What stands in QuickBooks is what was posted before.',
  'Change the document in QuickBooks by hand, then skip this posting.',
);

export const deletedByPerson = reason(
  'DELETED_IN_QUICKBOOKS',
  'The document was deleted in QuickBooks.',
  'It had arrived, and somebody deleted it before it was recorded here.',
  'Retry to post it again, or skip it.',
);

export const unclearWhetherPosted = reason(
  'UNCLEAR_WHETHER_POSTED',
  'It is not clear whether this document was posted.',
  'QuickBooks has a new document with the same number but without our mark.',
  'Look at the document in QuickBooks: skip this posting if it is the same, retry if it is another.',
);

export const vanished = reason(
  'VANISHED_FROM_QUICKBOOKS',
  'The document is no longer in the company file.',
  'The company file is older than what was posted: it was probably restored from a backup.',
  'Retry to post it again, or skip it if the right company file comes back.',
);

/** A person changed in QuickBooks what we would overwrite. */
export const editedInQuickBooks = (fields: readonly string[]): Reason =>
  reason(
    'EDITED_IN_QUICKBOOKS',
    'Somebody changed this record in QuickBooks.',
    `QuickBooks has another content than we wrote in: ${fields.slice(0, 12).join(', ')}.`,
    'Retry to write what the shop says, or skip to keep what QuickBooks has.',
  );
