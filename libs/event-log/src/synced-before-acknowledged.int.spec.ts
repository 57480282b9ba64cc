import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS } from '@ml-connector/contracts';
import { createEmbeddedDocumentStore } from '@ml-connector/document-store';
import { openEngine } from '@ml-connector/embedded';
import { systemClock } from '@ml-connector/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { childArguments } from './child-arguments.child.js';
import { documentPositions } from './document-positions.js';
import { createEmbeddedEventLog } from './embedded-event-log.js';

const UNPROVEN =
  'Only strace shows that an acknowledged write was synced to disk: apt-get install strace, and allow ptrace.';
const straceWorks = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

/** What the child said and what the operating system synced, in the order in which it happened. */
type Traced = 'synced' | 'sync failed' | `${'handed' | 'acknowledged' | 'refused'} ${string}`;

const SAID = /write\(1, "((?:handed|acknowledged|refused) [a-z0-9-]+)\\n"/;
const SYNCED = /(?:f(?:data)?sync\(\d+|<\.\.\. f(?:data)?sync resumed>)\)\s+= (0|-1)/;

const tracedIn = (line: string): readonly Traced[] => {
  const [, said] = SAID.exec(line) ?? [];
  // The expression allows nothing else.
  if (said !== undefined) return [said as Traced];
  const [, result] = SYNCED.exec(line) ?? [];
  if (result === undefined) return [];
  return [result === '0' ? 'synced' : 'sync failed'];
};

/** Lets the given syncs of the writer fail. */
const failingDisk = (when: string): string[] => [
  '-e',
  `inject=fsync,fdatasync:error=EIO:when=${when}`,
];

describe('what the embedded store acknowledges', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'synced-'));
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const traced = (
    options: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ): Traced[] => {
    const file = join(directory, 'trace');
    const trace = ['-f', '-qq', '-s', '80', '-e', 'trace=write,fsync,fdatasync', ...options];
    const program = [process.execPath, ...childArguments('append-and-tell.child.ts')];
    const { stderr } = spawnSync('strace', [...trace, '-o', file, ...program], {
      env: { ...process.env, ...environment, DATA_DIRECTORY: join(directory, 'data') },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    return readFileSync(file, 'utf8').split('\n').flatMap(tracedIn);
  };
  const syncsDuring = (trace: readonly Traced[], name: string): number =>
    trace
      .slice(trace.indexOf(`handed ${name}`), trace.indexOf(`acknowledged ${name}`))
      .filter((each) => each === 'synced').length;
  const named = (trace: readonly Traced[], what: string): string[] =>
    trace.filter((each) => each.startsWith(`${what} `)).map((each) => each.slice(what.length + 1));

  it('needs strace: apt-get install strace', () => {
    if (!straceWorks) console.warn(`NOT TESTED: ${UNPROVEN}`);
    const fault = process.env['CI'] && !straceWorks ? UNPROVEN : null;
    expect(fault).toBeNull();
  });

  it.runIf(straceWorks)(
    'was synced to disk after it was handed in, and many share a sync',
    () => {
      const trace = traced();
      const acknowledged = named(trace, 'acknowledged');
      const alone = acknowledged.filter((name) => name.startsWith('alone-'));
      const waves = acknowledged.filter((name) => name.startsWith('wave-'));
      expect([alone.length, waves.length]).toEqual([40, 5]);
      for (const name of acknowledged) expect(syncsDuring(trace, name)).toBeGreaterThan(0);
      for (const name of waves) expect(syncsDuring(trace, name)).toBeLessThan(16);
    },
    60_000,
  );

  it.runIf(straceWorks)(
    'is exactly what a failing disk has kept, and the store goes on when the disk does',
    async () => {
      const trace = traced(failingDisk('15..17'));
      expect(trace).toContain('sync failed');
      const refused = named(trace, 'refused');
      const acknowledged = named(trace, 'acknowledged');
      expect(refused.length).toBeGreaterThan(0);
      expect(acknowledged.length).toBeGreaterThan(30);
      const kept = await textsInLog(join(directory, 'data'));
      for (const name of acknowledged.filter((each) => each.startsWith('alone-'))) {
        expect(kept).toContain(name);
      }
      expect(new Set(kept).size).toBe(kept.length);
    },
    60_000,
  );

  it.runIf(straceWorks)(
    'is not joined after a crash by what was refused before it',
    async () => {
      const trace = traced(failingDisk('15'), { DIE_WHEN_REFUSED: 'yes' });
      const refused = named(trace, 'refused');
      expect(refused).toHaveLength(1);
      const kept = await textsInLog(join(directory, 'data'));
      expect(kept.toSorted()).toEqual(named(trace, 'acknowledged').toSorted());
    },
    60_000,
  );
});

const textsInLog = async (directory: string): Promise<string[]> => {
  const engine = await openEngine({ directory });
  const positions = documentPositions(createEmbeddedDocumentStore(engine));
  const log = createEmbeddedEventLog(engine, { positions, clock: systemClock });
  const texts: string[] = [];
  for (const { partition, next } of await log.ends(TOPICS.orders)) {
    for (let from = 0; from < next;) {
      const records = await log.read(TOPICS.orders, partition, from, 100);
      expect(records[0]?.offset).toBe(from);
      texts.push(...records.map(({ key }) => key));
      from += records.length;
    }
  }
  await log.close();
  await engine.close();
  return texts;
};
