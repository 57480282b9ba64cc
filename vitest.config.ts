import { globSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
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
/** Needs helm, which deploy/kubernetes/tools.sh builds. */
const chartTests = ML_EMBEDDED_ONLY === 'true' ? ['chart/**'] : [];

const projectOf = (
  name: string,
  folder: string,
  test: {
    readonly include: string[];
    readonly env?: Record<string, string>;
    readonly testTimeout?: number;
    readonly hookTimeout?: number;
  },
) => ({
  root: join(workspaceRoot, folder),
  cacheDir: join(workspaceRoot, 'node_modules/.vite', name),
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    name,
    environment: 'node' as const,
    exclude: ['**/dist/**', '**/node_modules/**', ...stackTests, ...longTests, ...chartTests],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    ...test,
  },
});

export default defineConfig({
  test: {
    reporters: ['default', new SummaryReporter()],
    // Most of the long ones wait for processes of their own.
    maxWorkers: 3,
    coverage: {
      provider: 'v8',
      reporter: [],
      include: ['**/src/**/*.ts'],
      exclude: ['**/*.spec.ts', '**/*.features.ts', '**/main.ts', '**/dist/**'],
    },
    projects: [
      ...projects.map((project) => projectOf(project, project, { include: ['**/*.spec.ts'] })),
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
