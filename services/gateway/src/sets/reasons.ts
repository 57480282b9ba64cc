import type { Operation, Reason } from '@ml-connector/contracts';
import { formatCents, cents } from '@ml-connector/kernel';
import type { Capped } from '@ml-connector/postings';
import type { StatusMeaning } from '@ml-connector/qbxml';
import type { Difference } from '../changes/compare-document.js';
import type { Today } from '../caps/daily-count.js';
import { GATEWAY_REASONS, type GatewayReasonCode, type KnownReason } from './reason-table.js';

const reason = (code: GatewayReasonCode, detail: string): Reason => {
  const known: KnownReason = GATEWAY_REASONS[code];
  const { title, fix, setting = null } = known;
  return { code, title, fix, setting, detail };
};

/** In QuickBooks' own terms. */
const ofQuickBooks = (
  meaning: StatusMeaning,
  { code = `QUICKBOOKS_${meaning.code}`, detail, fix = meaning.fix }: OfQuickBooks,
): Reason => ({ code, title: meaning.title, detail, fix, setting: null });

interface OfQuickBooks {
  readonly code?: string;
  readonly detail: string;
  readonly fix?: string;
}

const WHAT = { customers: 'new customers', documents: 'sales documents' } as const;

/** `cap` is never null where one is reached. */
export const capReached = (capped: Capped, today: Today, cap: number | null): Reason => {
  const last = today.lastAt[capped];
  return {
    ...reason(
      'DAILY_CAP',
      `${today[capped].toLocaleString('en-US')} ${WHAT[capped]} went on ${today.day}${last === undefined ? '' : `, the last at ${last.slice(0, 16)}Z`}; the cap is ${(cap ?? 0).toLocaleString('en-US')} a day.`,
    ),
    setting: `dailyCaps.${capped}`,
  };
};

/** QuickBooks reckoned another total than the shop. The document stands. */
export const totalDiffers = (wished: number, stands: number | null): Reason =>
  reason(
    'TOTAL_DIFFERS',
    `The order has ${formatCents(cents(wished))}, the document in QuickBooks ${stands === null ? 'no total' : formatCents(cents(stands))}.`,
  );

export const NAME_IN_USE = 'NAME_IN_USE';

export const nameInUse = (meaning: StatusMeaning): Reason =>
  ofQuickBooks(meaning, {
    code: NAME_IN_USE,
    detail:
      'The name is looked up in QuickBooks. What is surely the same is used as it is; anything else waits for you.',
  });

/** QuickBooks refused, and a person must look. `text` is QuickBooks' own, without names of people. */
export const refused = (meaning: StatusMeaning, text: string): Reason =>
  ofQuickBooks(meaning, {
    detail:
      text === '' ? `QuickBooks answered with code ${meaning.code}.` : `QuickBooks says: ${text}`,
  });

/** It was tried again and again. */
export const gaveUp = (meaning: StatusMeaning, times: number): Reason =>
  ofQuickBooks(meaning, {
    detail: `It was tried ${times} times.`,
    fix: 'Close the windows in which the record is open in QuickBooks, then retry.',
  });

/** Reading what stands in QuickBooks did not mend it. */
export const readAgain = (known: Reason, times: number): Reason =>
  times < 2
    ? known
    : {
        ...known,
        detail: `${known.detail} It was tried ${times} times, and QuickBooks was read in between.`,
      };

export const unreadableRequest = (detail: string): Reason => reason('REQUEST_NOT_READABLE', detail);

export const payloadErased = reason(
  'PAYLOAD_ERASED',
  'It was erased before the document was posted, so it cannot be posted any more.',
);

export const cannotChange = reason(
  'CHANGE_BY_HAND',
  'What stands in QuickBooks is what was posted before.',
);

export const deletedByPerson = reason(
  'DELETED_IN_QUICKBOOKS',
  'It had arrived, and somebody deleted it before it was recorded here.',
);

export const unclearWhetherPosted = reason(
  'UNCLEAR_WHETHER_POSTED',
  'QuickBooks has a new document with the same number but without our mark.',
);

export const vanished = reason(
  'VANISHED_FROM_QUICKBOOKS',
  'The company file is older than what was posted: it was probably restored from a backup.',
);

/** Something is applied to what would be changed or ended. */
export const paidInQuickBooks = (operation: Operation): Reason =>
  reason(
    'PAID_IN_QUICKBOOKS',
    operation === 'mod'
      ? 'The order was changed after a payment or credit had been applied to its document.'
      : 'Its document should end, and a payment or credit that is not ours is applied to it.',
  );

export const deletedInQuickBooks = reason(
  'DELETED_IN_QUICKBOOKS',
  'The order was changed, and somebody had deleted its document before.',
);

/** Fields whose contents say nothing of people. */
const SHOWN =
  /(?:^|[ /])(?:Amount|Quantity|Rate|TxnDate|RefNumber|TotalAmount|Total|ItemRef|SalesTaxCodeRef|Number of lines)$/;

/** A person changed a document of ours: both sides where they say nothing of people, the name of the field elsewhere. */
export const editedDocument = (differences: readonly Difference[]): Reason => {
  const sides = differences
    .slice(0, 6)
    .map(({ path, wrote, has }) =>
      SHOWN.test(path)
        ? `${path}: we wrote ${wrote || 'another one'}, QuickBooks has ${has || 'nothing'}`
        : `${path} differs`,
    );
  const more = differences.length > 6 ? `; and ${differences.length - 6} more` : '';
  return reason('EDITED_IN_QUICKBOOKS', `${sides.join('; ')}${more}.`.slice(0, 500));
};

/** A person changed in QuickBooks what we would overwrite. */
export const editedInQuickBooks = (fields: readonly string[]): Reason =>
  reason(
    'EDITED_IN_QUICKBOOKS',
    `QuickBooks has another content than we wrote in: ${fields.slice(0, 12).join(', ')}.`,
  );
