import type { StatusClass, StatusRow } from './status-row.js';

const row = (class_: StatusClass, title: string, fix: string): StatusRow => ({
  class: class_,
  title,
  fix,
});

const NOTHING = 'Nothing has to be done.';

const REPORT = 'Report this to the support of ml-connector; retrying it unchanged does not help.';

const bug = (title: string): StatusRow => row('bug', title, REPORT);

/** The mirror of the lists may be behind: it is read anew and the document is decided again, a few times. */
const stale = (listed: StatusRow): StatusRow => ({ ...listed, asksLists: true });

const RETRIED = 'Nothing to do: it is tried again by itself.';

/** By code: Intuit's Onscreen Reference, and what was seen on the wire where that says nothing. */
export const STATUS_ROWS: ReadonlyMap<number, StatusRow> = new Map<number, StatusRow>([
  [0, row('ok', 'QuickBooks did what was asked.', NOTHING)],
  [1, row('absent', 'QuickBooks has nothing that matches.', NOTHING)],
  [500, row('absent', 'QuickBooks has only some of the records that were asked for.', NOTHING)],
  [501, row('ok', 'A record of the answer cannot be shown to applications.', NOTHING)],
  [510, row('ok', 'QuickBooks did what was asked but did not return the record.', NOTHING)],
  [
    530,
    row(
      'ok',
      'It was saved without a field that this edition of QuickBooks does not have.',
      'Look at the document in QuickBooks and add what is missing if it matters.',
    ),
  ],
  [
    531,
    row(
      'ok',
      'It was saved without a value that this edition of QuickBooks does not know.',
      'Look at the document in QuickBooks and add what is missing if it matters.',
    ),
  ],
  [
    550,
    row(
      'ok',
      'It was saved, but without its notes.',
      'Add the notes in QuickBooks if they matter.',
    ),
  ],
  [560, row('ok', 'It was saved; one of its fields is out of date.', NOTHING)],
  [
    570,
    row(
      'ok',
      'It was saved, but not linked to a transaction that is already closed.',
      'Look at both documents in QuickBooks and link them there if they belong together.',
    ),
  ],
  [
    600,
    row(
      'absent',
      'QuickBooks does not remember this message set.',
      'Nothing to do: the company file is searched for it.',
    ),
  ],
  [1000, { ...row('retry', 'QuickBooks had an internal error.', RETRIED), outcome: 'unknown' }],
  [1010, { ...row('retry', 'QuickBooks is not available now.', RETRIED), outcome: 'unknown' }],
  [1030, bug('QuickBooks does not support this request.')],
  [1060, bug('The number of the request is too long for QuickBooks.')],
  [
    3000,
    stale(
      row(
        'repair',
        'A record that the document refers to is not in this company file.',
        'Check in QuickBooks that it was not deleted or merged, then retry.',
      ),
    ),
  ],
  [3010, bug('QuickBooks could not read a yes-or-no value.')],
  [3020, bug('QuickBooks could not read a date.')],
  [3030, bug('A range of dates ends before it begins.')],
  [3031, bug('A range of names or numbers ends before it begins.')],
  [3035, bug('QuickBooks could not read a length of time.')],
  [3040, bug('QuickBooks could not read an amount.')],
  [3045, bug('QuickBooks could not read a price.')],
  [3050, bug('QuickBooks could not read a percentage.')],
  [3060, bug('QuickBooks could not read a percentage or quantity.')],
  [3070, bug('A text is longer than QuickBooks allows.')],
  [3090, bug('QuickBooks cannot store one of the values.')],
  [
    3100,
    row(
      'repair',
      'The name is already used by a customer, vendor, employee or other name.',
      'Nothing to do if it is the same customer; otherwise rename one of the two in QuickBooks.',
    ),
  ],
  [3110, bug('QuickBooks does not know one of the values.')],
  [
    3120,
    stale(
      row(
        'repair',
        'A record that should be changed, or that the document refers to, is no longer in QuickBooks.',
        'Retry if it is to be made or looked for again; if it was deleted on purpose, skip this document.',
      ),
    ),
  ],
  [
    3130,
    stale(
      row(
        'repair',
        'The parent of a list entry is not in QuickBooks.',
        'Create the parent in QuickBooks, then retry.',
      ),
    ),
  ],
  [
    3140,
    stale(
      row(
        'repair',
        'The document names a customer, item, account or other entry that is not in QuickBooks.',
        'Create the entry that QuickBooks names, or choose another in the mapping rules, then retry.',
      ),
    ),
  ],
  [3150, bug('The request lacks something that QuickBooks needs.')],
  [
    3160,
    row(
      'hold',
      'QuickBooks cannot delete the record.',
      'Look at it in QuickBooks and delete it there if it should go.',
    ),
  ],
  [
    3161,
    row(
      'hold',
      'QuickBooks cannot delete the record, because others refer to it.',
      'Remove what refers to it in QuickBooks, then retry.',
    ),
  ],
  [
    3170,
    {
      ...row(
        'hold',
        'QuickBooks cannot change the record.',
        'Read the text that QuickBooks gave and change the record there, then retry or skip.',
      ),
      lockTold: true,
    },
  ],
  [
    3171,
    stale(
      row(
        'hold',
        'The date lies in a period that is closed in QuickBooks.',
        'Move the closing date in QuickBooks, or skip this document; the date is never changed for you. It goes on by itself once the period is open.',
      ),
    ),
  ],
  [3175, row('retry', 'The record is open in QuickBooks, so it cannot be changed now.', RETRIED)],
  [
    3176,
    row('retry', 'A related record is open in QuickBooks, so it cannot be changed now.', RETRIED),
  ],
  [
    3180,
    {
      ...row(
        'hold',
        'QuickBooks could not save the document.',
        'Read the text that QuickBooks gave, correct what it names, then retry.',
      ),
      lockTold: true,
      outcome: 'unknown',
    },
  ],
  [
    3200,
    row(
      'repair',
      'The record was changed in QuickBooks since it was last read.',
      'Close it in QuickBooks if somebody is editing it, then retry: it is read again and compared.',
    ),
  ],
  [
    3205,
    row(
      'hold',
      'QuickBooks refused the request.',
      'Read the text that QuickBooks gave, correct what it names, then retry.',
    ),
  ],
  [
    3210,
    row(
      'hold',
      'QuickBooks does not accept one of the values.',
      'Read the text that QuickBooks gave, correct what it names, then retry.',
    ),
  ],
  [
    3231,
    row(
      'not-run',
      'QuickBooks did not come to this request, because an earlier one failed.',
      'Nothing to do: it goes out again.',
    ),
  ],
  [
    3250,
    stale(
      row(
        'hold',
        'The feature is off in this company file or missing in this edition of QuickBooks.',
        'Turn the feature on in the preferences of QuickBooks, or change the mapping rules so that it is not needed.',
      ),
    ),
  ],
  [
    3260,
    row(
      'stop',
      'The QuickBooks user has no permission for this.',
      'Let the administrator of the company file give the user of the Web Connector that permission.',
    ),
  ],
  [
    3261,
    row(
      'stop',
      'The application has no permission for this.',
      'As administrator open Preferences, Integrated Applications in QuickBooks and allow ml-connector.',
    ),
  ],
  [
    3263,
    row(
      'stop',
      'The application was added to the Web Connector as read-only.',
      'Remove it from the Web Connector and add it again with a new .qwc file.',
    ),
  ],
  [
    3270,
    row(
      'hold',
      'An item has no account to post to.',
      'Give the item an account in QuickBooks or choose another item in the mapping rules.',
    ),
  ],
  [
    3500,
    row(
      'hold',
      'QuickBooks refused to merge two records.',
      'Merge them in QuickBooks, or leave them apart.',
    ),
  ],
  [9001, bug('A message set was sent again with other content.')],
  [
    9002,
    {
      ...row(
        'retry',
        'QuickBooks knows the message set but not how it ended.',
        'Nothing to do: the company file is searched for it.',
      ),
      outcome: 'unknown',
    },
  ],
  [9003, bug('QuickBooks gave a message set code that it does not use.')],
  [9004, bug('The id of the message set is too long for QuickBooks.')],
  [
    9005,
    {
      ...row(
        'retry',
        'QuickBooks could not store how the message set ended.',
        'Nothing to do: the company file is searched for it.',
      ),
      outcome: 'unknown',
    },
  ],
]);
