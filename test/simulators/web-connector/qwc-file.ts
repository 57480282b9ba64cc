import { SaxesParser } from 'saxes';

/** The settings of one application in the Web Connector, read from its `.qwc` file. */
export interface QwcFile {
  readonly appName: string;
  readonly appUrl: string;
  readonly appSupport: string;
  readonly userName: string;
  readonly ownerId: string;
  readonly fileId: string;
  readonly isReadOnly: boolean;
  /** Seconds between automatic updates; undefined where the file has no scheduler. */
  readonly everySeconds: number | undefined;
}

/** Why the Web Connector does not add an application. */
export class QwcError extends Error {
  override readonly name = 'QwcError';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

const REQUIRED = [
  'AppName',
  'AppID',
  'AppURL',
  'AppDescription',
  'AppSupport',
  'UserName',
  'OwnerID',
  'FileID',
  'QBType',
];
const OPTIONAL = new Set([
  'AppDisplayName',
  'AppUniqueName',
  'IsReadOnly',
  'Notify',
  'UnattendedModePref',
  'PersonalDataPref',
  'AuthFlags',
  'Style',
  'CertURL',
  'RunEveryNMinutes',
  'RunEveryNSeconds',
]);
const GUID = /^\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$/;

/** Reads a `.qwc` file as strictly as the Web Connector. @throws QwcError with its code. */
export function readQwcFile(text: string): QwcFile {
  const values = elementsOf(text);
  for (const name of values.keys()) {
    if (!REQUIRED.includes(name) && !OPTIONAL.has(name)) refuse('QBWC1039', `${name} is unknown`);
  }
  for (const name of REQUIRED) {
    if (!values.has(name)) refuse('QBWC1039', `${name} is missing`);
    if (name !== 'AppID' && values.get(name) === '') refuse('QBWC1039', `${name} is empty`);
  }
  const value = (name: string): string => values.get(name) ?? '';
  checkAddresses(value('AppURL'), value('AppSupport'));
  if (value('QBType') !== 'QBFS') refuse('QBWC1065', 'QBType is not QBFS');
  for (const name of ['OwnerID', 'FileID']) {
    if (!GUID.test(value(name))) refuse('QBWC1039', `${name} is no {GUID}`);
  }
  checkChoices(values);
  return {
    appName: value('AppName'),
    appUrl: value('AppURL'),
    appSupport: value('AppSupport'),
    userName: value('UserName'),
    ownerId: value('OwnerID'),
    fileId: value('FileID'),
    isReadOnly: value('IsReadOnly') === 'true',
    everySeconds: secondsOf(values),
  };
}

function elementsOf(text: string): Map<string, string> {
  const values = new Map<string, string>();
  const path: string[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => refuse('QBWC1039', `the file is not XML: ${error.message}`));
  parser.on('opentag', ({ name }) => {
    path.push(name);
    if (path[0] !== 'QBWCXML') refuse('QBWC1039', 'the root is not QBWCXML');
    if (path.length === 1 || name === 'Scheduler') return;
    if (values.has(name)) refuse('QBWC1039', `${name} stands twice`);
    values.set(name, '');
  });
  parser.on('text', (part) => {
    const name = path.at(-1) ?? '';
    if (values.has(name)) values.set(name, (values.get(name) ?? '') + part.trim());
  });
  parser.on('closetag', () => path.pop());
  parser.write(text).close();
  return values;
}

function checkAddresses(appUrl: string, appSupport: string): void {
  const url = addressOf(appUrl, 'QBWC1010');
  const support = addressOf(appSupport, 'QBWC1000');
  if (/^[\d.]+$|^\[/.test(url.hostname)) refuse('QBWC1001', 'AppURL holds an IP address');
  if (/^[\d.]+$|^\[/.test(support.hostname)) refuse('QBWC1002', 'AppSupport holds an IP address');
  // A name without a dot is this machine or one in the same network: development.
  const isLocal = !url.hostname.includes('.');
  if (url.protocol !== 'https:' && !isLocal) refuse('QBWC1010', 'AppURL is not https');
  if (support.hostname !== url.hostname)
    refuse('QBWC1000', 'AppSupport is of another domain than AppURL');
}

function addressOf(text: string, code: string): URL {
  if (!URL.canParse(text)) return refuse(code, `${text} is no address`);
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:'
    ? url
    : refuse(code, `${text} is not https`);
}

function checkChoices(values: ReadonlyMap<string, string>): void {
  const choices: Readonly<Record<string, RegExp>> = {
    IsReadOnly: /^(true|false)$/,
    Notify: /^(true|false)$/,
    UnattendedModePref: /^(umpRequired|umpOptional)$/,
    PersonalDataPref: /^(pdpNotNeeded|pdpOptional|pdpRequired)$/,
    Style: /^(Document|DocWrapped|RPC)$/,
  };
  for (const [name, pattern] of Object.entries(choices)) {
    const value = values.get(name);
    if (value !== undefined && !pattern.test(value))
      refuse('QBWC1039', `${name} cannot be ${value}`);
  }
  const flags = values.get('AuthFlags');
  if (flags !== undefined && !/^0x[0-9A-Fa-f]$/.test(flags))
    refuse('QBWC1034', 'AuthFlags is not known');
}

function secondsOf(values: ReadonlyMap<string, string>): number | undefined {
  for (const [name, factor] of [
    ['RunEveryNMinutes', 60],
    ['RunEveryNSeconds', 1],
  ] as const) {
    const value = values.get(name);
    if (value === undefined) continue;
    if (!/^[1-9]\d{0,5}$/.test(value)) refuse('QBWC1039', `${name} is no number`);
    return Number(value) * factor;
  }
  return undefined;
}

function refuse(code: string, message: string): never {
  throw new QwcError(code, message);
}
