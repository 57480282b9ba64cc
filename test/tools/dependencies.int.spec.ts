import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type ImportOf,
  PROJECTS,
  readSources,
  type SourceFile,
  WORKSPACE,
} from './read-imports.js';

const manifestSchema = z.looseObject({
  name: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});

const manifestOf = (folder: string) =>
  manifestSchema.parse(JSON.parse(readFileSync(join(WORKSPACE, folder, 'package.json'), 'utf8')));

/** The tools that every project's tests may use. */
const tools = new Set(Object.keys(manifestOf('.').devDependencies));

/** Loaded by name at run time by a package that is imported. */
const LOADED_BY_NAME: Readonly<Record<string, readonly string[]>> = {
  'libs/platform': ['@nestjs/microservices', '@nestjs/platform-express'],
};

const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

const isForeign = (specifier: string): boolean =>
  !specifier.startsWith('.') && !specifier.startsWith('node:');

/** Whether the tools of the whole workspace bring it: anything for tests, declarations of types for all. */
const comesWithTools = ({ specifier, isTypeOnly }: ImportOf, isForTests: boolean): boolean => {
  const name = packageOf(specifier);
  return (isTypeOnly && tools.has(`@types/${name}`)) || (isForTests && tools.has(name));
};

const importedBy = (files: readonly SourceFile[], self: string): ReadonlySet<string> =>
  new Set(
    files
      .flatMap(({ imports, isForTests, path }) =>
        imports
          .filter(({ specifier }) => isForeign(specifier))
          .filter((one) => !comesWithTools(one, isForTests || path.startsWith('test/')))
          .map(({ specifier }) => packageOf(specifier)),
      )
      .filter((name) => name !== self),
  );

describe.each(PROJECTS)('the dependencies of %s', (project) => {
  const { name, dependencies, devDependencies } = manifestOf(project);
  const sources = readSources(project);
  const product = importedBy(
    sources.filter(({ isForTests }) => !isForTests),
    name,
  );
  const tests = importedBy(
    sources.filter(({ isForTests }) => isForTests),
    name,
  );

  it('are what its sources import', () => {
    const wanted = new Set([...product, ...(LOADED_BY_NAME[project] ?? [])]);
    expect(Object.keys(dependencies).toSorted()).toEqual([...wanted].toSorted());
  });

  it('are, for development, what only its tests import', () => {
    const wanted = [...tests].filter((one) => !(one in dependencies));
    expect(Object.keys(devDependencies).toSorted()).toEqual(wanted.toSorted());
  });

  it('are pinned exactly', () => {
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
