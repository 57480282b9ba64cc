import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { readEvent } from '@ml-connector/contracts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { WORKSPACE_ROOT } from '../harness/product-process.js';
import { COLLECTIONS, EVENT_DEFINITIONS } from './readable.js';

const RELEASED = join(WORKSPACE_ROOT, 'test/released');

const samplesOf = (kind: 'events' | 'documents') =>
  globSync(`*/${kind}/*.json`, { cwd: RELEASED }).map((file) => ({
    file,
    name: basename(file, '.json'),
    sample: JSON.parse(readFileSync(join(RELEASED, file), 'utf8')) as unknown,
  }));

/** Every field that was written and is not nested; a release may add some, and forgets none. */
const fieldsOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : [];

describe('what an earlier release wrote', () => {
  it('is kept as samples of many events and documents', () => {
    expect(samplesOf('events').length).toBeGreaterThan(20);
    expect(samplesOf('documents').length).toBeGreaterThan(20);
  });

  it.each(samplesOf('events'))('is read: the event $file', ({ sample }) => {
    const written = z.object({ type: z.string(), data: z.unknown() }).parse(sample);
    const read = readEvent([...EVENT_DEFINITIONS], sample);

    expect(read?.type).toBe(written.type);
    expect(read).toMatchObject({ connectionId: 'con-a1b2c3', causationId: 'webhook' });
  });

  it.each(samplesOf('documents'))('is read: the document $file', ({ name, sample }) => {
    const collection = COLLECTIONS.find((known) => known.name === name);
    const read = collection?.schema.safeParse(sample);

    expect(read?.error?.issues ?? []).toEqual([]);
    expect(fieldsOf(read?.data)).toEqual(expect.arrayContaining([...fieldsOf(sample)]));
  });

  it('keeps every index under its name, so that the release before can still search', () => {
    // An index of no field, or of a field that the sample has not got, finds nothing.
    for (const { name, sample } of samplesOf('documents')) {
      const collection = COLLECTIONS.find((known) => known.name === name);
      for (const [index, fields] of Object.entries(collection?.indexes ?? {}))
        expect(fieldsOf(sample), `${name}.${index}`).toEqual(expect.arrayContaining([...fields]));
    }
  });
});
