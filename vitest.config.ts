import { globSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const workspaceRoot = import.meta.dirname;
const projects = [...globSync(['libs/*', 'services/*'], { cwd: workspaceRoot }), 'test'];
const conditions = ['@ml-connector/source'];

export default defineConfig({
  test: {
    projects: projects.map((project) => ({
      root: join(workspaceRoot, project),
      cacheDir: join(workspaceRoot, 'node_modules/.vite', project),
      ssr: { resolve: { conditions, externalConditions: conditions } },
      test: {
        name: project,
        environment: 'node' as const,
        include: ['**/*.spec.ts'],
        exclude: ['**/dist/**', '**/node_modules/**'],
        testTimeout: 20_000,
        hookTimeout: 60_000,
      },
    })),
  },
});
