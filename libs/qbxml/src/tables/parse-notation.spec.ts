import { describe, expect, it } from 'vitest';
import { sequenceOf } from './content-model.js';
import { parseNotation } from './parse-notation.js';

describe('the notation of the request tables', () => {
  it('reads an element with its length, occurrence and version', () => {
    expect(parseNotation('Addr5(41)*^6.0').particles).toEqual([
      {
        kind: 'element',
        name: 'Addr5',
        required: false,
        repeats: true,
        since: 600,
        content: { kind: 'scalar', type: 'text', maxLength: 41, values: undefined },
      },
    ]);
  });

  it('reads a choice between sequences', () => {
    const [choice] = parseNotation('( A! B? | C:enum[X,Y]! )?').particles;
    expect(choice).toMatchObject({
      kind: 'choice',
      required: false,
      repeats: false,
      alternatives: [
        { names: ['A', 'B'], particles: [{ required: true }, { required: false }] },
        { particles: [{ name: 'C', content: { type: 'enum', values: new Set(['X', 'Y']) } }] },
      ],
    });
  });

  it('reads a reference as a ListID or a FullName', () => {
    const [reference] = parseNotation('TermsRef{R31}?').particles;
    expect(reference).toMatchObject({
      content: {
        particles: [
          {
            kind: 'choice',
            required: true,
            alternatives: [{ names: ['ListID'] }, { names: ['FullName'] }],
          },
        ],
      },
    });
  });

  it('reads the flags and the lowest version of a request', () => {
    expect(parseNotation('[iterator ^2.1] A?')).toMatchObject({
      flags: new Set(['iterator']),
      since: 201,
    });
  });

  it.each(['A', 'A{ B!', 'A:money!', '( A! | B!', 'A! )', '- A!'])('refuses %s', (notation) => {
    expect(() => parseNotation(notation)).toThrow(/A request table is wrong at/);
  });

  it('refuses a table in which one name stands twice', () => {
    const { particles } = parseNotation('A? ( B! | A! )?');
    expect(() => sequenceOf(particles)).toThrow('A stands twice in a table.');
  });
});
