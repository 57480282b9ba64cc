import { describe, expect, it } from 'vitest';
import { hresultMeaning } from './hresult-meaning.js';

const LISTED = `
  0x80040400 0x80040401 0x80040402 0x80040408 0x8004040A 0x8004040D 0x80040410 0x80040414 0x80040416
  0x80040418 0x8004041A 0x8004041B 0x8004041C 0x8004041D 0x8004041E 0x8004042C 0x80040420 0x80040422
  0x80040423 0x80040424 0x80040427 0x8004042A 0x80010105 0x80040154`
  .trim()
  .split(/\s+/);

const unlisted = hresultMeaning('0x80049999');

describe('hresultMeaning', () => {
  it.each(LISTED)('of %s is one sentence for what happened and one for what to do', (hresult) => {
    const meaning = hresultMeaning(hresult);
    expect(meaning.hresult).toBe(hresult);
    expect(meaning.title).not.toBe(unlisted.title);
    expect(meaning.title).toMatch(/^[A-Z][^.]+\.$/);
    expect(meaning.fix).toMatch(/^[A-Z].+\.$/);
  });

  it('says that nothing was executed only where QuickBooks did not even begin', () => {
    const sure = LISTED.filter((hresult) => hresultMeaning(hresult).outcome === 'nothing-executed');
    expect(sure).toEqual(['0x80040400', '0x80040423']);
  });

  it.each(['0x8004040a', '8004040A', ' 0X8004040A ', '-2147220470'])(
    'knows one code however it is spelled: %s',
    (spelling) => {
      expect(hresultMeaning(spelling).hresult).toBe('0x8004040A');
    },
  );

  it.each(['', 'hello', '0x', '-99999999999', '9'.repeat(1000)])(
    'leaves the outcome unknown if there is no code in %j',
    (text) => {
      expect(hresultMeaning(text)).toEqual({ ...unlisted, hresult: '' });
    },
  );

  it('leaves the outcome unknown for a code that nobody has listed', () => {
    expect(unlisted).toMatchObject({ hresult: '0x80049999', outcome: 'unknown', class: 'retry' });
  });

  it.each([
    ['QuickBooks is not open', '0x80040416', 'Open the company file'],
    ['QuickBooks cannot be started', '0x80040408', 'Close open dialogs'],
    ['a dialog is open', '0x80040414', 'Close the dialog'],
    ['the file is open in another mode', '0x80040410', 'Switch the mode'],
    ['single-user mode is needed', '0x80040422', 'Switch to single-user mode'],
    ['the certificate expired', '0x8004041E', 'as administrator'],
    ['another file is open', '0x8004040A', 'Open the company file that belongs'],
  ])('tells the step that helps where %s', (_, hresult, step) => {
    expect(hresultMeaning(hresult).fix).toContain(step);
  });
});
