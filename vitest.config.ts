import { globSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { LongestFirst } from './test/tools/longest-first.ts';
import { SummaryReporter } from './test/tools/summary-reporter.ts';

const workspaceRoot = import.meta.dirname;
const projects = [...globSync(['libs/*', 'services/*'], { cwd: workspaceRoot }), 'test'];
const conditions = ['@ml-connector/source'];
/** Those need a Kafka and a MongoDB: `npm test` brings them; a single run without them leaves them out. */
const { ML_KAFKA_BROKERS, ML_MONGODB_URI, ML_EMBEDDED_ONLY, ML_FULL } = process.env;
const hasStack = Boolean(ML_KAFKA_BROKERS && ML_MONGODB_URI) && ML_EMBEDDED_ONLY !== 'true';
const stackTests = hasStack ? [] : ['**/*.stack.spec.ts'];
/** Those take minutes: `npm run test:full`. */
const longTests = ML_FULL ? [] : ['**/*.full.*.spec.ts'];
/** Tests of the standalone edition that run once more on the distributed one, five services of two processes each. */
const editionTests = [
  'after-the-sale',
  'audit',
  'customers',
  'first-order',
  'kill-between-steps',
  'late-execution',
  'refusals',
  'sweep',
  'tenants',
].map((name) => `e2e/${name}.e2e.spec.ts`);
/** Whose files leave something behind in their process: what they trace to, spies on what others use. */
const isolated: ReadonlySet<string> = new Set(['libs/event-log', 'libs/platform']);
/** Many thousand worlds of the gateway's own code, whose coverage its other tests tell already. */
const simulation = ['src/simulation/**/*.spec.ts'];
/** Coverage of the processes that tests start is not seen, and of many thousand worlds it costs more than it tells. */
const uncovered: Plugin = {
  name: 'ml-connector:uncovered',
  configureVitest: ({ project: { config } }) => {
    config.coverage = { ...config.coverage, enabled: false };
  },
};
/** Needs helm, which deploy/kubernetes/tools.sh builds. */
const chartTests = ML_EMBEDDED_ONLY === 'true' ? ['chart/**'] : [];

const projectOf = (
  name: string,
  folder: string,
  {
    exclude = [],
    isCovered = true,
    ...test
  }: {
    readonly include: string[];
    readonly exclude?: readonly string[];
    readonly isCovered?: boolean;
    readonly env?: Record<string, string>;
    readonly testTimeout?: number;
    readonly hookTimeout?: number;
  },
) => ({
  root: join(workspaceRoot, folder),
  cacheDir: join(workspaceRoot, 'node_modules/.vite', name),
  ssr: { resolve: { conditions, externalConditions: conditions } },
  plugins: isCovered ? [] : [uncovered],
  test: {
    name,
    environment: 'node' as const,
    isolate: isolated.has(folder),
    exclude: [
      '**/dist/**',
      '**/node_modules/**',
      ...stackTests,
      ...longTests,
      ...chartTests,
      ...exclude,
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    ...test,
  },
});

export default defineConfig({
  test: {
    reporters: ['default', new SummaryReporter()],
    sequence: { sequencer: LongestFirst },
    // Most of the long ones wait for processes of their own.
    maxWorkers: 3,
    coverage: {
      provider: 'v8',
      reporter: [],
      include: ['**/src/**/*.ts'],
      exclude: ['**/*.spec.ts', '**/*.features.ts', '**/main.ts', '**/dist/**'],
    },
    projects: [
      ...projects.map((project) =>
        projectOf(project, project, {
          include: ['**/*.spec.ts'],
          exclude: simulation,
          isCovered: project !== 'test',
        }),
      ),
      projectOf('simulation', 'services/gateway', { include: simulation, isCovered: false }),
      ...(hasStack && ML_FULL
        ? [
            projectOf('distributed', 'test', {
              include: editionTests,
              env: { ML_EDITION: 'distributed' },
              testTimeout: 120_000,
              hookTimeout: 240_000,
            }),
          ]
        : []),
    ],
  },
});
