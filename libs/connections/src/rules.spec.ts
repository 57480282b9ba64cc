import { describe, expect, it } from 'vitest';
import { completeRules, rulesInputSchema } from './rules.js';
import { rulesJsonSchema } from './rules-json-schema.js';
import { rulesProblems } from './rules-problems.js';

const goLive = '2026-01-01T00:00:00.000Z';
const complete = (input: unknown) => completeRules(rulesInputSchema.parse(input), goLive);

describe('mapping rules', () => {
  it('are complete when only a part was given', () => {
    expect(complete({ document: 'sales-receipt' })).toMatchObject({
      goLive,
      homeCurrency: null,
      statuses: ['processing', 'completed'],
      document: 'sales-receipt',
      unknownProduct: 'hold',
    });
  });

  it('keep a go-live that was given', () => {
    expect(complete({ goLive: '2020-05-05T00:00:00Z' }).goLive).toBe('2020-05-05T00:00:00Z');
  });

  it('refuse a key that they do not know', () => {
    expect(rulesInputSchema.safeParse({ unknownProducts: 'hold' }).success).toBe(false);
  });

  it('name what the release before does not know only where somebody uses it', () => {
    expect(complete({})).not.toHaveProperty('itemsByCategory');
  });

  it('make sense with their defaults', () => {
    expect(rulesProblems(complete({}))).toEqual([]);
  });

  it.each([
    [{ unknownProduct: 'catch-all' }, 'catchAllItem'],
    [{ statuses: ['completed', 'checkout-draft'] }, 'statuses.1'],
    [{ fields: { memo: '{number} {nonsense}' } }, 'fields.memo'],
  ])('say where %j makes no sense', (input, path) => {
    expect(rulesProblems(complete(input)).map((problem) => problem.path)).toEqual([path]);
  });

  it('are published as JSON Schema in which every key is explained', () => {
    const properties = new Map(Object.entries(Object(rulesJsonSchema()['properties'])));
    expect([...properties.keys()]).toContain('unknownProduct');
    const unexplained = [...properties].filter(
      ([, property]) => !('description' in Object(property)),
    );
    expect(unexplained).toEqual([]);
  });
});
