import { describe, expect, it } from 'vitest';
import { z } from 'zod';
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

  it('are published as JSON Schema in which every key is explained, also those within others', () => {
    const { properties } = nodeSchema.parse(rulesJsonSchema());
    expect(Object.keys(properties)).toContain('unknownProduct');
    expect(unexplainedIn(rulesJsonSchema())).toEqual([]);
  });

  it('explain each account by itself', () => {
    const { properties } = nodeSchema.parse(rulesJsonSchema());
    const accounts = Object.values(nodeSchema.parse(properties['accounts']).properties);
    const said = accounts.map((account) => nodeSchema.parse(account).description);
    expect(new Set(said).size).toBe(accounts.length);
  });
});

const nodeSchema = z.looseObject({
  description: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
});

/** Paths of keys without a description; a star stands for each name of a map and each entry of a list. */
const unexplainedIn = (schema: unknown, path = ''): readonly string[] => {
  const node = nodeSchema.safeParse(schema);
  if (!node.success) return [];
  const { properties, additionalProperties, items } = node.data;
  return [
    ...Object.entries(properties).flatMap(([name, key]) => [
      ...(nodeSchema.parse(key).description === undefined ? [`${path}${name}`] : []),
      ...unexplainedIn(key, `${path}${name}.`),
    ]),
    ...unexplainedIn(additionalProperties, `${path}*.`),
    ...unexplainedIn(items, `${path}*.`),
  ];
};
