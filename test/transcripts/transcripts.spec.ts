import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playCases } from './play-cases.js';
import { readTranscript, writeTranscript } from './transcript.js';
import { understand } from './understand.js';

const CORPUS = join(import.meta.dirname, 'corpus');
const transcripts = readdirSync(CORPUS).map((file) =>
  readTranscript(file.replace(/\.txt$/, ''), readFileSync(join(CORPUS, file), 'utf8')),
);

describe('a dialogue with QuickBooks', () => {
  it.each(transcripts)('is understood as it was recorded: $name', ({ exchanges }) => {
    expect(exchanges.length).toBeGreaterThan(0);
    expect(exchanges.map(({ answer }) => understand(answer))).toEqual(
      exchanges.map(({ understood }) => understood),
    );
  });

  it.each(playCases())('is what the simulator says today: $name', (played) => {
    const { name } = played;
    expect(writeTranscript(played)).toBe(readFileSync(join(CORPUS, `${name}.txt`), 'utf8'));
  });
});
