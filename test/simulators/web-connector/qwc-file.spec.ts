import { describe, expect, it } from 'vitest';
import { QwcError, readQwcFile } from './index.js';

const VALUES: Readonly<Record<string, string>> = {
  AppName: 'ml-connector shop',
  AppID: '',
  AppURL: 'https://books.example.com/qbwc',
  AppDescription: 'Orders',
  AppSupport: 'https://books.example.com/qbwc',
  UserName: 'shop',
  OwnerID: '{57F3B9B1-86F1-4FCC-B1EE-566DE1813D20}',
  FileID: '{90A44FB5-33D9-4815-AC85-BC87A7E7D1EB}',
  QBType: 'QBFS',
};

function qwc(change: Readonly<Record<string, string | undefined>> = {}, rest = ''): string {
  const elements = Object.entries({ ...VALUES, ...change })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<?xml version="1.0"?><QBWCXML>${elements.join('')}${rest}</QBWCXML>`;
}

function codeOf(text: string): string | undefined {
  try {
    readQwcFile(text);
    return undefined;
  } catch (error) {
    return error instanceof QwcError ? error.code : String(error);
  }
}

describe('a .qwc file', () => {
  it('is read with its scheduler', () => {
    const scheduler = '<Scheduler><RunEveryNMinutes>5</RunEveryNMinutes></Scheduler>';
    expect(readQwcFile(qwc({ IsReadOnly: 'false' }, scheduler))).toEqual({
      appName: 'ml-connector shop',
      appUrl: 'https://books.example.com/qbwc',
      appSupport: 'https://books.example.com/qbwc',
      userName: 'shop',
      ownerId: VALUES['OwnerID'],
      fileId: VALUES['FileID'],
      isReadOnly: false,
      everySeconds: 300,
    });
  });

  it.each([
    ['http://localhost:3000/qbwc', 'http://localhost:3000/qbwc'],
    ['http://bookkeeper-pc:3000/qbwc', 'http://bookkeeper-pc/support'],
  ])('may use http for %s, this machine or one beside it', (AppURL, AppSupport) => {
    expect(codeOf(qwc({ AppURL, AppSupport }))).toBeUndefined();
  });

  it.each([
    ['QBWC1000', 'support of another domain', { AppSupport: 'https://example.org/help' }],
    [
      'QBWC1001',
      'an IP address',
      { AppURL: 'https://10.0.0.5/qbwc', AppSupport: 'https://10.0.0.5/' },
    ],
    ['QBWC1002', 'an IP address for support', { AppSupport: 'https://10.0.0.5/' }],
    ['QBWC1010', 'plain http', { AppURL: 'http://books.example.com/qbwc' }],
    ['QBWC1010', 'no address', { AppURL: 'qbwc' }],
    ['QBWC1034', 'unknown AuthFlags', { AuthFlags: 'all' }],
    ['QBWC1065', 'another QBType', { QBType: 'QBOE' }],
    ['QBWC1039', 'an OwnerID without braces', { OwnerID: '57F3B9B1-86F1-4FCC-B1EE-566DE1813D20' }],
    ['QBWC1039', 'no FileID', { FileID: undefined }],
    ['QBWC1039', 'an empty UserName', { UserName: '' }],
    ['QBWC1039', 'an unknown element', { Password: 'x' }],
    ['QBWC1039', 'an unknown choice', { Style: 'Rpc' }],
  ])('is refused by %s with %s', (code, _, change) => {
    expect(codeOf(qwc(change))).toBe(code);
  });

  it.each([
    ['it is not XML', '<QBWCXML><AppName>'],
    ['its root is another', '<QBWC></QBWC>'],
    ['an element stands twice', qwc({}, '<AppName>again</AppName>')],
    [
      'its schedule is no number',
      qwc({}, '<Scheduler><RunEveryNMinutes>soon</RunEveryNMinutes></Scheduler>'),
    ],
  ])('is refused by QBWC1039 when %s', (_, text) => {
    expect(codeOf(text)).toBe('QBWC1039');
  });
});
