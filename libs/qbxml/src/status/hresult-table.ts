import type { HresultRow } from './hresult-row.js';

const retry = (title: string, fix: string): HresultRow => ({ class: 'retry', title, fix });

const stop = (title: string, fix: string): HresultRow => ({ class: 'stop', title, fix });

const LATER = 'Nothing to do: the next update of the Web Connector tries again.';

const REINSTALL =
  'Restart the PC; if it stays, repair the installation of QuickBooks and of the Web Connector.';

const AUTHORISE =
  'Open the company file as administrator in QuickBooks and run the Web Connector once, to authorise ml-connector.';

/** By normalized code. */
export const HRESULT_ROWS: ReadonlyMap<string, HresultRow> = new Map<string, HresultRow>([
  [
    '0x80040400',
    {
      class: 'bug',
      outcome: 'nothing-executed',
      title: 'QuickBooks could not read the request.',
      fix: 'Nothing to do: the request that is at fault is set aside and the others go on.',
    },
  ],
  ['0x80040401', retry('The Web Connector could not reach QuickBooks.', LATER)],
  [
    '0x80040402',
    retry(
      'QuickBooks failed for a reason that it did not name.',
      'Nothing to do: the next update tries again. If it stays, look into qbsdklog.txt.',
    ),
  ],
  [
    '0x80040408',
    stop(
      'QuickBooks could not be started.',
      'Close open dialogs in QuickBooks, and run QuickBooks and the Web Connector both as the same Windows user.',
    ),
  ],
  [
    '0x8004040A',
    stop(
      'Another company file is open in QuickBooks.',
      'Open the company file that belongs to this connection, then run the update again.',
    ),
  ],
  ['0x8004040D', retry('The session with QuickBooks was lost.', LATER)],
  [
    '0x80040410',
    retry(
      'The company file is open in another mode, single-user or multi-user.',
      'Switch the mode in the File menu of QuickBooks, or wait until the other user has finished.',
    ),
  ],
  [
    '0x80040414',
    retry('A dialog is open in QuickBooks and blocks it.', 'Close the dialog in QuickBooks.'),
  ],
  [
    '0x80040416',
    stop(
      'QuickBooks is not running and no company file was named.',
      'Open the company file in QuickBooks, then run the update again.',
    ),
  ],
  ['0x80040418', stop('The application was never authorised for this company file.', AUTHORISE)],
  ['0x8004041A', stop('The application has no permission for this company file.', AUTHORISE)],
  ['0x8004041B', retry('The company file is locked.', LATER)],
  ['0x8004041C', retry('QuickBooks had an internal error.', LATER)],
  [
    '0x8004041D',
    stop(
      'The application may not open QuickBooks by itself.',
      'In Preferences, Integrated Applications, allow access even if QuickBooks is not running.',
    ),
  ],
  ['0x8004041E', stop('The certificate of the application has expired.', AUTHORISE)],
  ['0x80040420', stop('A user denied the application access to QuickBooks.', AUTHORISE)],
  [
    '0x80040422',
    stop(
      'QuickBooks must be in single-user mode for this.',
      'Switch to single-user mode in the File menu of QuickBooks, then run the update again.',
    ),
  ],
  [
    '0x80040423',
    {
      class: 'bug',
      outcome: 'nothing-executed',
      title: 'This QuickBooks does not know the version of the request.',
      fix: 'Nothing to do: an older version is written from now on.',
    },
  ],
  ['0x80040424', retry('QuickBooks has not finished starting.', LATER)],
  [
    '0x80040427',
    stop('This copy of QuickBooks is not registered.', 'Register QuickBooks from its Help menu.'),
  ],
  [
    '0x8004042A',
    stop(
      'Access from another PC is not allowed.',
      'Run the Web Connector on the PC of QuickBooks, or allow remote access there.',
    ),
  ],
  ['0x8004042C', stop('The certificate of the application was revoked.', AUTHORISE)],
  ['0x80010105', retry('QuickBooks stopped in the middle of a request.', REINSTALL)],
  ['0x80040154', stop('QuickBooks is not installed properly on this PC.', REINSTALL)],
]);
