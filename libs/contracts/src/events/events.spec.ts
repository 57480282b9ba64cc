import { describe, expect, it } from 'vitest';
import { ALL_TOPICS } from '../topics.js';
import * as events from './index.js';

const definitions = Object.values(events).filter(
  (value) => typeof value === 'object' && value !== null && 'topic' in value && 'data' in value,
);

describe('the events', () => {
  it('have names of their own, in the past tense of the glossary, and a topic that exists', () => {
    const types = definitions.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
    for (const { type, topic, version } of definitions) {
      expect(type).toMatch(/^([A-Z][a-z]+){2,4}$/);
      expect(ALL_TOPICS).toContain(topic);
      expect(version).toBe(1);
    }
  });
});
