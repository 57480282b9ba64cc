import { globSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './test/tools/summary-reporter.ts';

const workspaceRoot = import.meta.dirname;
const projects = [...globSync(['libs/*', 'services/*'], { cwd: workspaceRoot }), 'test'];
const conditions = ['@ml-connector/source'];
/** Those need a Kafka and a MongoDB: `npm test` brings them; a single run without them leaves them out. */
const { ML_KAFKA_BROKERS, ML_MONGODB_URI, ML_EMBEDDED_ONLY } = process.env;
const hasStack = Boolean(ML_KAFKA_BROKERS && ML_MONGODB_URI) && ML_EMBEDDED_ONLY !== 'true';
const stackTests = hasStack ? [] : ['**/*.stack.spec.ts'];
/** Needs helm, which deploy/kubernetes/tools.sh builds. */
const chartTests = ML_EMBEDDED_ONLY === 'true' ? ['chart/**'] : [];

export default defineConfig({
  test: {
    reporters: ['default', new SummaryReporter()],
    // Most of the long ones wait for processes of their own.
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      reporter: [],
      include: ['**/src/**/*.ts'],
      exclude: ['**/*.spec.ts', '**/*.features.ts', '**/main.ts', '**/dist/**'],
    },
    projects: projects.map((project) => ({
      root: join(workspaceRoot, project),
      cacheDir: join(workspaceRoot, 'node_modules/.vite', project),
      ssr: { resolve: { conditions, externalConditions: conditions } },
      test: {
        name: project,
        environment: 'node' as const,
        include: ['**/*.spec.ts'],
        exclude: ['**/dist/**', '**/node_modules/**', ...stackTests, ...chartTests],
        testTimeout: 30_000,
        hookTimeout: 60_000,
      },
    })),
  },
});
