import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, relative, sep } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { z } from 'zod';
import { evidenceName, evidencePage, type RunEvidence } from './run-evidence.js';

const workspaceRoot = new URL('../..', import.meta.url).pathname;

/** Istanbul's coverage by file, as far as it is read here: hits by statement, and on which line a statement starts. */
const coverageSchema = z.record(
  z.string(),
  z.object({
    s: z.record(z.string(), z.number()),
    statementMap: z.record(z.string(), z.object({ start: z.object({ line: z.number() }) })),
  }),
);

const { ML_FULL, ML_EVIDENCE } = process.env;
const LENGTHS = ['ML_SEEDS', 'ML_FUZZ_SECONDS', 'ML_GENERATED_ORDERS', 'ML_ARRIVALS'];

/**
 * Prints line coverage per project and, as the very last line, how many tests passed and failed; of the long tier also a
 * page with commit and duration, which `npm run evidence` keeps.
 */
export class SummaryReporter implements Reporter {
  readonly #startedAt = new Date();

  onCoverage(coverage: unknown): void {
    const files = coverageSchema.safeParse(JSON.parse(JSON.stringify(coverage)));
    if (!files.success) return;
    const projects = new Map<string, { covered: number; lines: number }>();
    for (const [file, { s: hits, statementMap }] of Object.entries(files.data)) {
      const project = relative(workspaceRoot, file).split(sep).slice(0, 2).join('/');
      const lines = new Map<number, boolean>();
      for (const [id, { start }] of Object.entries(statementMap)) {
        lines.set(start.line, (lines.get(start.line) ?? false) || (hits[id] ?? 0) > 0);
      }
      const sum = projects.get(project) ?? { covered: 0, lines: 0 };
      sum.lines += lines.size;
      sum.covered += [...lines.values()].filter(Boolean).length;
      projects.set(project, sum);
    }
    console.log('\nLine coverage per project (processes started by tests are not counted):');
    for (const [project, { covered, lines }] of [...projects].toSorted(([a], [b]) =>
      a < b ? -1 : 1,
    )) {
      console.log(
        `  ${project.padEnd(28)} ${((100 * covered) / Math.max(lines, 1)).toFixed(1).padStart(5)} %  (${covered} of ${lines})`,
      );
    }
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      if (!module.ok() && [...module.children.allTests('failed')].length === 0) counts.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') counts.passed += 1;
        else if (state === 'failed') counts.failed += 1;
        else counts.skipped += 1;
      }
    }
    if (ML_FULL) this.#tellEvidence(modules, counts);
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    process.on('exit', () =>
      console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`),
    );
  }

  #tellEvidence(modules: readonly TestModule[], counts: RunEvidence['counts']): void {
    const run = evidenceOf(modules, { counts, startedAt: this.#startedAt });
    const page = evidencePage(run);
    console.log(`\n${page}`);
    if (!ML_EVIDENCE) return;
    const folder = join(workspaceRoot, 'docs/evidence');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, evidenceName(run)), page);
  }
}

const evidenceOf = (
  modules: readonly TestModule[],
  { counts, startedAt }: { readonly counts: RunEvidence['counts']; readonly startedAt: Date },
): RunEvidence => {
  const [cpu] = cpus();
  return {
    tier: 'npm run test:full',
    // vitest run PARTS…
    parts: process.argv.slice(3),
    commit: git('rev-parse', 'HEAD'),
    isChanged: git('status', '--porcelain') !== '',
    startedAt: startedAt.toISOString(),
    seconds: (Date.now() - startedAt.getTime()) / 1_000,
    machine: `Node ${process.version}, ${cpus().length} x ${cpu?.model ?? 'unknown'}`,
    counts,
    files: modules.map((module) => ({
      file: fileOf(module),
      tests: [...module.children.allTests()].length,
      seconds: module.diagnostic().duration / 1_000,
    })),
    failed: modules.flatMap((module) =>
      [...module.children.allTests('failed')].map(
        ({ fullName }) => `${fileOf(module)} > ${fullName}`,
      ),
    ),
    settings: LENGTHS.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [`${name}=${value}`];
    }),
  };
};

const fileOf = ({ moduleId }: TestModule): string => relative(workspaceRoot, moduleId);

const git = (...verbs: readonly string[]): string => {
  try {
    return execFileSync('git', [...verbs], { cwd: workspaceRoot, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
};
