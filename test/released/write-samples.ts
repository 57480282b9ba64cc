import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { WORKSPACE_ROOT } from '../harness/product-process.js';
import { COLLECTIONS, EVENT_DEFINITIONS } from './readable.js';
import { sampleOfSchema } from './sample-of-schema.js';

// Keeps a sample of every event and document as this release writes them: for a release, once. What stands is not
// touched. What no sample can be made of by itself is named: lay one there by hand.
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(WORKSPACE_ROOT, 'package.json'), 'utf8')));
const directory = join(WORKSPACE_ROOT, 'test/released', version);

const write = (kind: 'events' | 'documents', name: string, sample: unknown): void => {
  const file = join(directory, kind, `${name}.json`);
  if (existsSync(file)) return;
  mkdirSync(join(directory, kind), { recursive: true });
  writeFileSync(file, `${JSON.stringify(sample, null, 2)}\n`);
};

const ENVELOPE = {
  id: 'event-1',
  connectionId: 'con-a1b2c3',
  key: 'con-a1b2c3|order|1',
  occurredAt: '2026-11-24T10:00:00.000Z',
  recordedAt: '2026-11-24T10:00:01.000Z',
  correlationId: 'con-a1b2c3|order|1',
  causationId: 'webhook',
};

for (const { type, version: of, data } of EVENT_DEFINITIONS) {
  const sample = sampleOfSchema(data);
  if (data.safeParse(sample).success)
    write('events', `${type}.v${of}`, { ...ENVELOPE, type, version: of, data: sample });
  else console.error(`No sample of the event ${type}: ${problems(data, sample)}`);
}
for (const { name, schema } of COLLECTIONS) {
  const sample = sampleOfSchema(schema);
  if (schema.safeParse(sample).success) write('documents', name, sample);
  else console.error(`No sample of a document of ${name}: ${problems(schema, sample)}`);
}

function problems(schema: z.ZodType, sample: unknown): string {
  const parsed = schema.safeParse(sample);
  return (parsed.error?.issues ?? [])
    .map(({ path, message }) => `${path.join('.')} ${message}`)
    .join('; ');
}
