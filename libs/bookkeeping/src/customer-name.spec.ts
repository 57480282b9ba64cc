import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerNames, fullNameOf, LONGEST_CUSTOMER_NAME } from './customer-name.js';
import { sharedName, sharedSource } from './shared-guests.js';

const PATHOLOGICAL = [
  '',
  ' ',
  ':',
  'Ada\tByron:',
  '\ud83d',
  '😀👍🏽',
  'Привет, очень длинное имя покупателя из Москвы',
  '\u202egnihtyna',
  'NULL',
  '<b>Ada</b>',
  '&amp;amp;',
  '北京北京北京北京北京北京北京北京北京北京北京北京',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.constantFrom(...PATHOLOGICAL),
);
const shopper = fc.record({
  firstName: anyText,
  lastName: anyText,
  company: anyText,
  email: anyText,
  customerId: fc.nat(),
});
const code = fc.stringMatching(/^[0-9a-f]{6}$/);

/** What QuickBooks takes as a name, whatever was put in: ISO 8859-1 without controls, no colon, not too long, not blank. */
const expectValid = (name: string): void => {
  expect(name).toMatch(/^[\u0020-\u007e\u00a0-\u00ff]{1,41}$/);
  expect(name).not.toContain(':');
  expect(name).toBe(name.trim());
};

describe('whatever a shopper is called, the names of the customer', () => {
  it('are valid, and stay the same', () => {
    fc.assert(
      fc.property(shopper, code, (profile, mark) => {
        const names = customerNames(profile, mark);
        for (const name of names) expectValid(name);
        expect(customerNames(profile, mark)).toEqual(names);
      }),
    );
  });

  it('can be explained: the own name, then with what tells two of that name apart', () => {
    fc.assert(
      fc.property(shopper, code, (profile, mark) => {
        const [name, ...marked] = customerNames(profile, mark);
        const told = profile.customerId > 0 ? `#${profile.customerId}` : mark;
        expect(name).toBe(fullNameOf(profile));
        marked.forEach((other, index) => {
          const end = ` (${told}${index === 0 ? '' : `-${index + 1}`})`;
          expect(other.endsWith(end)).toBe(true);
          expect(name?.startsWith(other.slice(0, -end.length))).toBe(true);
        });
        expect(new Set(marked).size).toBe(marked.length);
      }),
    );
  });

  it('differ for two registered customers of one name, however long it is', () => {
    fc.assert(
      fc.property(shopper, fc.nat(), (profile, other) => {
        fc.pre(other !== profile.customerId && profile.customerId > 0 && other > 0);
        const ours = customerNames(profile, '').slice(1);
        const theirs = new Set(customerNames({ ...profile, customerId: other }, '').slice(1));
        expect(ours.filter((name) => theirs.has(name))).toEqual([]);
      }),
    );
  });

  it('leave room for the longest customer number', () => {
    const [, marked] = customerNames(
      { firstName: 'A'.repeat(60), lastName: '', company: '', email: '', customerId: 2 ** 53 - 1 },
      '',
    );
    expect(marked).toHaveLength(LONGEST_CUSTOMER_NAME);
  });
});

describe('guests who share a customer', () => {
  const rules = { sharedGuestName: 'Web customers', channelNames: { pos: 'Counter' } };

  it('are one, or one for each way in which orders are made', () => {
    expect(sharedSource({ guests: 'each' }, 'pos')).toBeNull();
    expect(sharedSource({ guests: 'shared' }, 'pos')).toBe('guests');
    expect(sharedSource({ guests: 'per-channel' }, 'POS')).toBe('guests-pos');
    expect(sharedName({ ...rules, guests: 'shared' }, 'pos')).toBe('Web customers');
    expect(sharedName({ ...rules, guests: 'per-channel' }, 'pos')).toBe('Counter');
    expect(sharedName({ ...rules, guests: 'per-channel' }, 'checkout')).toBe(
      'Web customers (checkout)',
    );
  });

  it('have a valid name whatever the channel is called, and two channels are two customers', () => {
    fc.assert(
      fc.property(anyText, anyText, (channel, other) => {
        const name = sharedName({ ...rules, guests: 'per-channel', channelNames: {} }, channel);
        expectValid(name);
        const source = sharedSource({ guests: 'per-channel' }, channel);
        const isSame = channel.trim().toLowerCase() === other.trim().toLowerCase();
        expect(source === sharedSource({ guests: 'per-channel' }, other)).toBe(isSame);
      }),
    );
  });
});
