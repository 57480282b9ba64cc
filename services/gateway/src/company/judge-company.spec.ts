import { describe, expect, it } from 'vitest';
import type { Pairing } from './company.js';
import type { Identity } from './identity.js';
import { judgeCompany } from './judge-company.js';

const FILE_ID = '{ABCDEF01-0000-0000-0000-000000000000}';
const identity: Identity = {
  companyName: 'Shop',
  isSample: false,
  stamp: FILE_ID.toLowerCase(),
  computer: null,
  country: 'US',
  preferences: null,
};
const now = '2026-11-24T10:00:00.000Z';
const pairing: Pairing = {
  companyName: 'Shop',
  filePath: 'C:\\Books\\Shop.qbw',
  fileId: FILE_ID,
  stampSeen: true,
  pairedAt: now,
};

const verdict = (
  known: Pairing | null,
  seen: Partial<Identity>,
  filePath = 'C:\\Books\\Shop.qbw',
): string => {
  const judged = judgeCompany(known, {
    identity: { ...identity, ...seen },
    filePath,
    fileId: FILE_ID,
    now,
  });
  return judged.verdict === 'foreign' ? judged.code : judged.verdict;
};

describe('the open company file', () => {
  it.each<[string, Pairing | null, Partial<Identity>, string | undefined, string]>([
    ['is paired with our mark', null, {}, undefined, 'pair'],
    ['is paired without a mark', null, { stamp: null }, undefined, 'pair'],
    [
      'is refused with the mark of another connection',
      null,
      { stamp: '{1}' },
      undefined,
      'OTHER_STAMP',
    ],
    [
      'is refused as a sample without our mark',
      null,
      { isSample: true, stamp: null },
      undefined,
      'SAMPLE_FILE',
    ],
    ['is paired as a sample that bears our mark', null, { isSample: true }, undefined, 'pair'],
    ['is refused in another edition', null, { country: 'CA' }, undefined, 'EDITION_NOT_SUPPORTED'],
    ['is the same', pairing, {}, undefined, 'same'],
    [
      'is the same under the path of another PC',
      pairing,
      {},
      '\\\\server\\books\\SHOP.QBW',
      'same',
    ],
    ['is another with another name', pairing, { companyName: 'Other' }, undefined, 'OTHER_COMPANY'],
    [
      'is a copy under another file name',
      pairing,
      {},
      'C:\\Books\\Shop (copy).qbw',
      'OTHER_COMPANY',
    ],
    ['lost its mark', pairing, { stamp: null }, undefined, 'STAMP_GONE'],
    [
      'is paired anew after the FileID was renewed',
      { ...pairing, fileId: '{2}', companyName: 'Old' },
      {},
      undefined,
      'pair',
    ],
    ['got its mark later', { ...pairing, stampSeen: false }, {}, undefined, 'same'],
  ])('%s', (_, known, seen, path, expected) => {
    expect(verdict(known, seen, path)).toBe(expected);
  });
});
