import { AppError } from '@ml-connector/kernel';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineEvent, makeEvent, readEvent } from './event-definition.js';
import { TOPICS } from './topics.js';

const shelved = defineEvent({
  type: 'BookShelved',
  topic: TOPICS.lists,
  version: 3,
  data: z.strictObject({ title: z.string(), shelf: z.string(), floor: z.int() }),
  upcasts: {
    1: (data) => ({ ...z.object({ title: z.string() }).parse(data), shelf: 'A' }),
    2: (data) => ({ ...z.object({ title: z.string(), shelf: z.string() }).parse(data), floor: 0 }),
  },
});

const surroundings = {
  id: 'x:1',
  connectionId: 'con-1',
  key: 'con-1|list|1',
  occurredAt: '2026-11-24T10:00:00.000Z',
  recordedAt: '2026-11-24T10:00:00.000Z',
  correlationId: 'c',
  causationId: 'c',
};

describe('reading events', () => {
  it('brings an event of an older release to the newest shape, step by step', () => {
    const event = readEvent([shelved], {
      ...surroundings,
      type: 'BookShelved',
      version: 1,
      data: { title: 'T' },
    });
    expect(event).toMatchObject({ version: 3, data: { title: 'T', shelf: 'A', floor: 0 } });
  });

  it('reads back what it made', () => {
    const made = makeEvent(shelved, {
      ...surroundings,
      data: { title: 'T', shelf: 'B', floor: 2 },
    });
    expect(readEvent([shelved], JSON.parse(JSON.stringify(made)))).toEqual(made);
  });

  it('stops at an event of a newer release instead of skipping it', () => {
    const raw = { ...surroundings, type: 'BookShelved', version: 4, data: {} };
    expect(() => readEvent([shelved], raw)).toThrowError(
      expect.objectContaining({ code: 'EVENT_TOO_NEW' }),
    );
  });

  it('leaves types alone that it was not asked for', () => {
    expect(
      readEvent([shelved], { ...surroundings, type: 'Other', version: 1, data: {} }),
    ).toBeNull();
  });

  it.each([
    [
      'an envelope without id',
      { ...surroundings, id: undefined, type: 'BookShelved', version: 3, data: {} },
    ],
    [
      'data of another shape',
      { ...surroundings, type: 'BookShelved', version: 3, data: { title: 1 } },
    ],
    ['no object', 'BookShelved'],
  ])('refuses %s without telling its content', (_, raw) => {
    expect(() => readEvent([shelved], raw)).toThrowError(
      expect.objectContaining({ code: 'EVENT_INVALID' }),
    );
  });

  it('refuses to make an event that it could not read', () => {
    expect(() =>
      makeEvent(shelved, { ...surroundings, data: { title: 'T', shelf: 'B', floor: 0.5 } }),
    ).toThrow(AppError);
  });
});
