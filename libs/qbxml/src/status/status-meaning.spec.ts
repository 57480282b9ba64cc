import { describe, expect, it } from 'vitest';
import { statusMeaning } from './status-meaning.js';

const classes = {
  ok: [0, 501, 510, 530, 531, 550, 560, 570],
  absent: [1, 500, 600],
  retry: [1000, 1010, 3175, 3176, 9002, 9005],
  repair: [3000, 3100, 3120, 3130, 3140, 3200],
  hold: [3160, 3161, 3170, 3171, 3180, 3205, 3210, 3250, 3270, 3500],
  stop: [3260, 3261, 3263],
  'not-run': [3231],
  bug: [
    1030, 1060, 3010, 3020, 3030, 3031, 3035, 3040, 3045, 3050, 3060, 3070, 3090, 3110, 3150, 9001,
    9003, 9004,
  ],
};

const table = Object.entries(classes).flatMap(([name, codes]) =>
  codes.map((code): [number, string] => [code, name]),
);

describe('statusMeaning', () => {
  it.each(table)(
    'of %i is %s, with a sentence for what happened and one for what to do',
    (code, name) => {
      const meaning = statusMeaning(code);
      expect(meaning).toMatchObject({ code, class: name });
      expect(meaning.title).toMatch(/^[A-Z][^.]+\.$/);
      expect(meaning.title).not.toContain(String(code));
      expect(meaning.fix).toMatch(/^[A-Z].+\.$/);
    },
  );

  it.each([
    [3170, 'There was an error when modifying Customer. The object is locked.'],
    [
      3180,
      'There was an error when saving a Invoice. QuickBooks error message: The list is in use.',
    ],
    [3180, 'Another user is editing this record'],
  ])('of %i is a retry if QuickBooks speaks of a lock: %s', (code, message) => {
    expect(statusMeaning(code, message).class).toBe('retry');
  });

  it.each([
    [3170, 'You cannot modify a closed transaction. Block 7.'],
    [3180, 'The credit limit of this customer is exceeded.'],
    [3210, 'The field has a value that is in use.'],
  ])('of %i is held if it does not, or if the code is clear: %s', (code, message) => {
    expect(statusMeaning(code, message).class).toBe('hold');
  });

  it.each([
    [0, 'executed'],
    [530, 'executed'],
    [570, 'executed'],
    [700, 'executed'],
    [1, 'not-executed'],
    [3200, 'not-executed'],
    [3231, 'not-executed'],
    [3999, 'not-executed'],
    [1000, 'unknown'],
    [1999, 'unknown'],
    [3180, 'unknown'],
    [9002, 'unknown'],
  ])('of %i says that the request was %s', (code, outcome) => {
    expect(statusMeaning(code).outcome).toBe(outcome);
  });

  it('keeps an outcome unknown when the lock is told', () => {
    expect(statusMeaning(3180, 'locked')).toMatchObject({ class: 'retry', outcome: 'unknown' });
  });

  it.each([
    [42, 'ok'],
    [999, 'ok'],
    [1001, 'hold'],
    [2500, 'hold'],
    [4711, 'hold'],
    [-1, 'hold'],
  ])('of %i, which is not listed, goes by its range: %s', (code, name) => {
    expect(statusMeaning(code).class).toBe(name);
  });
});
