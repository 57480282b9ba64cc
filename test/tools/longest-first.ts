import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const workspaceRoot = new URL('../..', import.meta.url).pathname;

/** What takes longest, so that nothing long is begun when all else is done. Waiting and reckoning take turns. */
const LONGEST = [
  'test/e2e/distributed.stack.spec.ts',
  'test/books/generated-sales.spec.ts',
  'test/e2e/kill-between-steps.e2e.spec.ts',
  'services/gateway/src/simulation/simulation.spec.ts',
  'test/faults/failpoints.e2e.spec.ts',
  'test/faults/intake-failpoints.e2e.spec.ts',
  'test/e2e/restored-backup.e2e.spec.ts',
  'test/e2e/poison.e2e.spec.ts',
  'test/e2e/telemetry.stack.spec.ts',
  'libs/event-log/src/kafka/kafka-crash.stack.spec.ts',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const index = LONGEST.indexOf(relative(workspaceRoot, moduleId));
  return index === -1 ? LONGEST.length : index;
};

/** Begins with the longest files; all others by project, so that those of one project can share a process. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
