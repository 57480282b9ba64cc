/** What a run of tests showed, to be kept. */
export interface RunEvidence {
  /** e.g. `npm run test:full`. */
  readonly tier: string;
  /** What was asked for of that tier, e.g. `e2e/demo`; empty: all of it. */
  readonly parts: readonly string[];
  readonly commit: string;
  /** Whether files differed from that commit. */
  readonly isChanged: boolean;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: string;
  readonly counts: { readonly passed: number; readonly failed: number; readonly skipped: number };
  readonly files: readonly {
    readonly file: string;
    readonly tests: number;
    readonly seconds: number;
  }[];
  /** Names of the tests that failed, with their files. */
  readonly failed: readonly string[];
  /** What the length of the run was set by, e.g. `ML_SEEDS=1000000`. */
  readonly settings: readonly string[];
}

const SLOWEST = 15;

/** Of parts there may be several at one commit: the hour tells them apart. */
export const evidenceName = ({ startedAt, commit, parts }: RunEvidence): string => {
  const hour = startedAt.slice(11, 16).replace(':', '');
  return `${startedAt.slice(0, 10)}-${commit.slice(0, 9)}${parts.length > 0 ? `-part-${hour}` : ''}.md`;
};

/** A page for docs/evidence. */
export const evidencePage = (run: RunEvidence): string => {
  const { counts, files } = run;
  const isPart = run.parts.length > 0;
  const slowest = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
  return [
    `# ${isPart ? 'A part of ' : ''}\`${run.tier}\` at ${run.commit.slice(0, 9)}`,
    '',
    ...(isPart ? [`- **only** \`${run.parts.join(' ')}\`: it says nothing of the rest`] : []),
    `- commit: ${run.commit}${run.isChanged ? ', with changes that are not committed' : ''}`,
    `- begun: ${run.startedAt}, duration: ${durationOf(run.seconds)}`,
    `- machine: ${run.machine}`,
    `- settings: ${run.settings.join(', ') || 'none'}`,
    `- **${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped** in ${files.length} files`,
    ...(run.failed.length === 0
      ? []
      : ['', '## Failed', '', ...run.failed.map((one) => `- ${one}`)]),
    '',
    '## The files that took longest',
    '',
    ...slowest.map(
      ({ file, tests, seconds }) => `- ${file}: ${tests} tests, ${durationOf(seconds)}`,
    ),
    '',
  ].join('\n');
};

const durationOf = (seconds: number): string =>
  seconds < 60
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
