import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { companySchema, newCompany, type Company } from '../company/company.js';
import { afterReadable, afterUnreadable, keptSuspects, turnsOf } from './suspects.js';

const company: Company = { ...newCompany('c1'), setLimit: 40 };
const named = (count: number): string[] => Array.from({ length: count }, (_, at) => `p${at}`);

/** Sends everything that is ready until nothing is left. @returns what each set held, and who was found at fault. */
const drain = (ready: readonly string[], isAtFault: (id: string) => boolean) => {
  let known = company;
  let left = [...ready];
  const sets: string[][] = [];
  const found: string[] = [];
  while (left.length > 0) {
    const picks = turnsOf(known, sets.length).map(({ limit, accepts }) =>
      left.filter(accepts).slice(0, limit),
    );
    const ids = picks.find(({ length }) => length > 0) ?? [];
    sets.push(ids);
    const isUnreadable = ids.some(isAtFault);
    known = isUnreadable ? afterUnreadable(known, ids) : afterReadable(known, ids);
    if (isUnreadable && ids.length === 1) found.push(...ids);
    if (!isUnreadable || ids.length === 1) left = left.filter((id) => !ids.includes(id));
  }
  return { sets, found, known };
};

describe('postings among which one cannot be read', () => {
  it('are halved by themselves until one is alone, while others go out in sets of the old size', () => {
    const { sets, found } = drain(named(120), (id) => id === 'p17');
    expect(found).toEqual(['p17']);
    const unreadable = sets.filter((ids) => ids.includes('p17'));
    expect(unreadable.length).toBeLessThanOrEqual(Math.ceil(Math.log2(40)) + 1);
    expect(sets[0]).toHaveLength(40);
    expect(sets.findIndex((ids) => ids.includes('p79'))).toBeLessThanOrEqual(4);
    expect(sets.length).toBeLessThanOrEqual(120 / 40 + 2 * Math.ceil(Math.log2(40)));
  });

  it('are found, all of them and nobody else, wherever they stand', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(199), { maxLength: 30 }), (at) => {
        const faulty = new Set(at.map((index) => `p${index}`));
        const { sets, found, known } = drain(named(200), (id) => faulty.has(id));
        expect(new Set(found)).toEqual(faulty);
        expect(known.suspects).toBeUndefined();
        // Each costs its halvings twice at most, everybody else their full sets.
        expect(sets.length).toBeLessThanOrEqual(5 + at.length * 14);
      }),
    );
  });

  it('clear each other where none was at fault: then sets become smaller', () => {
    const suspected = afterUnreadable(company, named(2));
    const first = afterReadable(suspected, ['p0']);
    expect([first.suspects, first.setLimit]).toEqual([[['p1']], 40]);
    const second = afterReadable(first, ['p1']);
    expect([second.suspects, second.setLimit]).toEqual([undefined, 20]);
  });

  it('are let go where they have nothing to be sent any more', () => {
    const suspected = afterUnreadable(afterUnreadable(company, ['a', 'b']), ['c', 'd']);
    expect(keptSuspects(suspected, new Set(['d'])).suspects).toEqual([['d']]);
    expect(keptSuspects(suspected, new Set())).toEqual(company);
  });

  it('come first where they are many, so that what is remembered stays short', () => {
    const many = Array.from({ length: 9 }, (_, at) => [`a${at}`, `b${at}`]);
    const [turn] = turnsOf({ setLimit: 40, suspects: many }, 0);
    expect(turn?.accepts('a0')).toBe(true);
    const [other] = turnsOf({ setLimit: 40, suspects: many.slice(1) }, 0);
    expect(other?.accepts('a1')).toBe(false);
  });

  it('are remembered in the company, which reads as before where there are none', () => {
    const suspected = afterUnreadable(company, ['a', 'b']);
    expect(companySchema.parse(suspected)).toEqual(suspected);
    expect(companySchema.parse(company)).toEqual(company);
  });
});
