import { type Connection, POLLS_EVERY_MS, QBWC_OWNER_ID } from '@ml-connector/connections';
import { qbwcUrl } from '../connections/connection-view.js';

const RUN_EVERY_MINUTES = POLLS_EVERY_MS / 60_000;
const LONGEST_DESCRIPTION = 80;

/**
 * The file that the Web Connector is set up from. AppName, OwnerID, FileID and AppUniqueName never change on their own:
 * QuickBooks' authorisation hangs on them. The password is not in it; a person types it in.
 */
export const qwcFile = (
  connection: Pick<Connection, 'name' | 'storeUrl' | 'qbwc'>,
  publicUrl: string,
): string => {
  const { appName, username, fileId } = connection.qbwc;
  const url = qbwcUrl(publicUrl);
  const elements: readonly (readonly [name: string, content: string])[] = [
    ['AppName', appName],
    ['AppID', ''],
    ['AppURL', url],
    ['AppDescription', descriptionOf(connection.storeUrl)],
    // The Web Connector fetches this page when the file is imported; it must be of the same host and answer 200.
    ['AppSupport', url],
    ['UserName', username],
    ['OwnerID', QBWC_OWNER_ID],
    ['FileID', fileId],
    ['QBType', 'QBFS'],
    ['AppDisplayName', `ml-connector: ${connection.name}`],
    ['AppUniqueName', appName],
    // Read-only would keep the Web Connector from stamping the FileID into the company file.
    ['IsReadOnly', 'false'],
    ['Notify', 'false'],
    ['UnattendedModePref', 'umpOptional'],
    ['PersonalDataPref', 'pdpOptional'],
  ];
  return [
    '<?xml version="1.0"?>',
    '<QBWCXML>',
    ...elements.map(([name, content]) => `  <${name}>${escape(content)}</${name}>`),
    '  <Scheduler>',
    `    <RunEveryNMinutes>${RUN_EVERY_MINUTES}</RunEveryNMinutes>`,
    '  </Scheduler>',
    '</QBWCXML>',
    '',
  ].join('\n');
};

const descriptionOf = (storeUrl: string): string =>
  `Puts orders of ${URL.canParse(storeUrl) ? new URL(storeUrl).host : 'a shop'} into QuickBooks.`.slice(
    0,
    LONGEST_DESCRIPTION,
  );

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** ASCII only; characters that XML cannot carry are left out. */
const escape = (text: string): string =>
  Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const isControl = code < 0x20 || code === 0x7f || code === 0xfffe || code === 0xffff;
    if (isControl || (code >= 0xd800 && code <= 0xdfff)) return '';
    return NAMED[character] ?? (code < 0x7f ? character : `&#${code};`);
  }).join('');
