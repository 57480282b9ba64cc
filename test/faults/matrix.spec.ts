import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WORKSPACE_ROOT } from '../harness/product-process.js';

const WORLD = 'services/gateway/src/world';
/** What a simulation must have seen of each fault. */
const SIMULATION = 'services/gateway/src/simulation/evidence.features.ts';
const FAILPOINTS = 'test/faults/failpoints.e2e.spec.ts';
const OUTCOMES = 'services/gateway/src/sets/decide-outcomes.spec.ts';

/** Every fault of the matrix that concerns the gateway: what breaks, the test that shows it, and words of that test. */
const MATRIX: readonly (readonly [row: string, fault: string, file: string, words: string])[] = [
  ['F38', 'killed before an answer was recorded', FAILPOINTS, "'gw.recorded'"],
  ['F39', 'killed with the intent stored, with the bytes out', FAILPOINTS, "'gw.sent'"],
  [
    'F40',
    'the PC vanishes at each call',
    'test/e2e/kill-between-steps.e2e.spec.ts',
    'processRequest',
  ],
  [
    'F41',
    'late execution',
    'test/e2e/late-execution.e2e.spec.ts',
    'what the first executes late is refused',
  ],
  ['F42', 'two PCs at once', `${WORLD}/post-once.int.spec.ts`, 'two computers in multi-user mode'],
  ['F43', 'an answer twice, or late', SIMULATION, "'answer twice'"],
  [
    'F43',
    'an answer that nobody waits for',
    'test/hostile/session-rows.ts',
    'an answer that nobody asked for',
  ],
  [
    'F44',
    'answers in another order, or missing',
    OUTCOMES,
    'leaves in doubt what it does not mention',
  ],
  [
    'F44',
    'answers that are nonsense',
    'services/gateway/src/soap/fuzz/fuzz.int.spec.ts',
    'whatever is in them',
  ],
  [
    'F45',
    'another company file',
    `${WORLD}/wrong-company.int.spec.ts`,
    'is never written, and the owner is told',
  ],
  ['F46', 'a ticket that is closed or guessed', 'test/hostile/session-rows.ts', 'a guessed ticket'],
  ['F47', 'people edit and delete between our steps', SIMULATION, 'held: DELETED_IN_QUICKBOOKS'],
  [
    'F48',
    'the company file restored',
    'test/e2e/restored-backup.e2e.spec.ts',
    'is not filled again in silence',
  ],
  [
    'F49',
    'QuickBooks dies within a set',
    `${WORLD}/post-once.int.spec.ts`,
    'is finished where QuickBooks died',
  ],
  ['F50', 'QuickBooks is slow', 'services/gateway/src/sets/set-limit.spec.ts', 'nextLimit'],
  ['F51', 'the connection breaks over an answer', FAILPOINTS, 'ACTIONS'],
  [
    'F52',
    'a rolling restart',
    `${WORLD}/rolling-restart.int.spec.ts`,
    'any replica answers any call',
  ],
  ['F53', 'clocks that differ, or go back', SIMULATION, 'the clock of QuickBooks set back'],
  ['F56', 'a process that stands still and goes on', FAILPOINTS, 'everything'],
  ['F59', 'our own store restored', 'test/e2e/restored-backup.e2e.spec.ts', 'all are adopted'],
  [
    'F61',
    'two processes on one store',
    'test/e2e/start-errors.e2e.spec.ts',
    'when another process works on its data directory',
  ],
  ['F62', 'everything replayed', 'test/e2e/audit.e2e.spec.ts', 'posts nothing new'],
  ...[1000, 3180, 3231, 3261].map(
    (code) => [`F-${code}`, 'a status of QuickBooks', OUTCOMES, String(code)] as const,
  ),
  [
    'F-3175',
    'a locked record',
    `${WORLD}/refusals.int.spec.ts`,
    'is tried again later where somebody has it open',
  ],
  [
    'F-3200',
    'a fence that keeps moving',
    `${WORLD}/refusals.int.spec.ts`,
    'that keeps moving ends the update',
  ],
  ['F-3100', 'a name that is taken', `${WORLD}/refusals.int.spec.ts`, 'a name that is taken'],
  [
    'F-0x80040400',
    'a request that cannot be parsed',
    `${WORLD}/refusals.int.spec.ts`,
    'is found by halving the set',
  ],
  [
    'F-0x80040408',
    'QuickBooks cannot be opened',
    `${WORLD}/refusals.int.spec.ts`,
    'never tries another file',
  ],
];

describe('the matrix of faults', () => {
  it.each(MATRIX)('%s, %s: has its test', (_row, _fault, file, words) => {
    expect(readFileSync(join(WORKSPACE_ROOT, file), 'utf8')).toContain(words);
  });
});
