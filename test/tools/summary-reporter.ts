import { relative, sep } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { z } from 'zod';

const workspaceRoot = new URL('../..', import.meta.url).pathname;

/** Istanbul's coverage by file, as far as it is read here: hits by statement, and on which line a statement starts. */
const coverageSchema = z.record(
  z.string(),
  z.object({
    s: z.record(z.string(), z.number()),
    statementMap: z.record(z.string(), z.object({ start: z.object({ line: z.number() }) })),
  }),
);

/** Prints line coverage per project and, as the very last line, how many tests passed and failed. */
export class SummaryReporter implements Reporter {
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
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    process.on('exit', () =>
      console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`),
    );
  }
}
