import { expect, it } from 'vitest';

import { evidenceName, evidencePage, type RunEvidence } from './run-evidence.js';

const run: RunEvidence = {
  tier: 'npm run test:full',
  parts: [],
  commit: '0123456789abcdef0123456789abcdef01234567',
  isChanged: false,
  startedAt: '2026-11-28T01:02:03.000Z',
  seconds: 3_723,
  machine: 'Node v24.0.0, 2 x CPU',
  counts: { passed: 10, failed: 0, skipped: 1 },
  files: [
    { file: 'a.spec.ts', tests: 3, seconds: 1.25 },
    { file: 'b.spec.ts', tests: 8, seconds: 90 },
  ],
  failed: [],
  settings: ['ML_SEEDS=1000000'],
};

it('names the page by day and commit', () => {
  expect(evidenceName(run)).toBe('2026-11-28-012345678.md');
});

it('says what ran where, for how long, and what came of it', () => {
  expect(evidencePage(run)).toBe(`# \`npm run test:full\` at 012345678

- commit: 0123456789abcdef0123456789abcdef01234567
- begun: 2026-11-28T01:02:03.000Z, duration: 62 min 3 s
- machine: Node v24.0.0, 2 x CPU
- settings: ML_SEEDS=1000000
- **10 passed, 0 failed, 1 skipped** in 2 files

## The files that took longest

- b.spec.ts: 8 tests, 1 min 30 s
- a.spec.ts: 3 tests, 1.3 s
`);
});

it('hides neither failures nor changes', () => {
  const page = evidencePage({ ...run, isChanged: true, failed: ['a.spec.ts > one'] });
  expect(page).toContain('with changes that are not committed');
  expect(page).toContain('## Failed\n\n- a.spec.ts > one');
});

it('never takes a part for the whole', () => {
  const part = { ...run, parts: ['--project', 'test', 'e2e/demo'] };
  expect(evidenceName(part)).toBe('2026-11-28-012345678-part-0102.md');
  expect(evidencePage(part)).toMatch(/^# A part of `npm run test:full`/);
  expect(evidencePage(part)).toContain('- **only** `--project test e2e/demo`');
});
