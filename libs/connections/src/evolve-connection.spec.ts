import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionEvents, type ConnectionEvent, type ConnectionFact } from './connection-event.js';
import { type ConnectionCommand, decideConnection, decideCreation } from './decide-connection.js';
import { type ConnectionState, evolveConnection } from './evolve-connection.js';
import { rulesSchema } from './rules.js';

const goLive = '2026-01-01T00:00:00.000Z';
const rules = rulesSchema.parse({ goLive });
const creation = decideCreation({ name: 'Shop', storeUrl: 'https://shop.example', rules });
const at = { connectionId: 'con-a', now: Date.parse(goLive) };

const eventsOf = (facts: readonly ConnectionFact[], revision = 0): readonly ConnectionEvent[] =>
  connectionEvents(facts, { ...at, revision });

const foldOf = (events: readonly ConnectionEvent[]): ConnectionState => {
  const state = events.reduce<ConnectionState | null>(evolveConnection, null);
  if (!state) throw new Error('No events.');
  return state;
};

describe('a connection from its events', () => {
  it('begins active with version 1 of its rules', () => {
    expect(foldOf(eventsOf(creation))).toEqual({
      id: 'con-a',
      revision: 2,
      name: 'Shop',
      state: 'active',
      storeUrl: 'https://shop.example',
      rules,
      rulesVersion: 1,
      facts: { currency: null, timeZone: null, pricesIncludeTax: null },
      createdAt: goLive,
    });
  });

  it('is the same however often its events are told again', () => {
    const events = eventsOf([
      ...creation,
      { type: 'RulesChanged', data: { rulesVersion: 2, rules: { ...rules, guests: 'shared' } } },
      { type: 'ConnectionRetired', data: {} },
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat(events.length - 1)), (again) => {
        const told = events.flatMap((event, index) => [
          event,
          ...again.filter((n) => n <= index).flatMap((n) => events[n] ?? []),
        ]);
        expect(foldOf(told)).toEqual(foldOf(events));
      }),
    );
  });

  it('refuses a history with a hole', () => {
    const [first, , third] = eventsOf([...creation, { type: 'ConnectionRetired', data: {} }]);
    const holed = [first, third].flatMap((event) => event ?? []);
    expect(() => foldOf(holed)).toThrow(expect.objectContaining({ code: 'EVENT_INVALID' }));
  });

  it('refuses a history that does not begin with the creation', () => {
    const events = eventsOf([{ type: 'ConnectionRetired', data: {} }]);
    expect(() => foldOf(events)).toThrow(expect.objectContaining({ code: 'EVENT_INVALID' }));
  });

  it('refuses rules that this release cannot read', () => {
    const events = eventsOf([{ type: 'RulesChanged', data: { rulesVersion: 2, rules: {} } }], 2);
    expect(() => foldOf([...eventsOf(creation), ...events])).toThrow(
      expect.objectContaining({ code: 'EVENT_INVALID' }),
    );
  });
});

describe('a command that asks for what is so already', () => {
  const state = foldOf(eventsOf(creation));
  const repeats: readonly ConnectionCommand[] = [
    { type: 'Change', name: 'Shop', storeUrl: 'https://shop.example' },
    { type: 'PutRules', rules: { ...rules } },
    { type: 'LearnStoreFacts', facts: state.facts },
  ];
  it.each(repeats)('changes nothing: $type', (command) => {
    expect(decideConnection(command, state)).toEqual([]);
  });

  it('changes nothing: Retire of a retired one', () => {
    expect(decideConnection({ type: 'Retire' }, { ...state, state: 'retired' })).toEqual([]);
  });
});
