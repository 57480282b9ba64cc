import { QBWC_OWNER_ID } from '@ml-connector/connections';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { qwcFile } from './qwc-file.js';

const GUID = /^\{[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}$/;
const connection = {
  name: 'Shop',
  storeUrl: 'https://shop.example',
  qbwc: {
    username: 'ml-con-abcdefghij234567',
    fileId: '{0f3c1c58-51c0-4e0b-9d64-0b7a9b5c2e13}',
    appName: 'ml-connector abcdefghij234567',
  },
};

const elementsOf = (file: string): ReadonlyMap<string, string> =>
  new Map(
    [...file.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name = '', text = '']) => [name, text]),
  );

const elements = elementsOf(qwcFile(connection, 'https://books.example'));

describe('the .qwc file', () => {
  // The rules of the Web Connector Programmer's Guide, table 4-1.
  it.each<[string, RegExp]>([
    ['AppName', /^[ -~]{1,32}$/],
    ['AppID', /^$/],
    ['AppURL', /^https:\/\/books\.example\/qbwc$/],
    ['AppDescription', /^.{1,80}$/],
    ['AppSupport', /^https:\/\/books\.example\//],
    ['UserName', /^ml-con-[a-z0-9]+$/],
    ['OwnerID', GUID],
    ['FileID', GUID],
    ['QBType', /^QBFS$/],
    ['IsReadOnly', /^false$/],
    ['Notify', /^(true|false)$/],
    ['UnattendedModePref', /^(umpRequired|umpOptional)$/],
    ['PersonalDataPref', /^(pdpNotNeeded|pdpOptional|pdpRequired)$/],
    ['RunEveryNMinutes', /^[1-9]\d*$/],
  ])('has %s as the Web Connector wants it', (name, rule) => {
    expect(elements.get(name)).toMatch(rule);
  });

  it('has no element that the Web Connector does not know', () => {
    const known = new Set(
      `AppName AppID AppURL AppDescription AppSupport UserName OwnerID FileID QBType AppDisplayName
       AppUniqueName IsReadOnly Notify UnattendedModePref PersonalDataPref RunEveryNMinutes`.split(
        /\s+/,
      ),
    );
    expect([...elements.keys()].filter((name) => !known.has(name))).toEqual([]);
  });

  it('carries the one OwnerID of the product', () => {
    expect(elements.get('OwnerID')).toBe(QBWC_OWNER_ID);
  });

  it('is ASCII XML whatever the connection is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
        const file = qwcFile({ ...connection, name }, 'https://books.example');
        expect(file).toMatch(/^[\n -~]*$/);
        expect(file).not.toMatch(/&(?!(amp|lt|gt|quot|#\d+);)/);
        expect(elementsOf(file).size).toBe(elements.size);
      }),
    );
  });

  it('keeps what the name says', () => {
    const file = qwcFile({ ...connection, name: 'Å & B <Ltd>' }, 'https://books.example');
    expect(elementsOf(file).get('AppDisplayName')).toBe('ml-connector: &#197; &amp; B &lt;Ltd&gt;');
  });
});
