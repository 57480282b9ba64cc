import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The directory of the whole project. */
export const WORKSPACE = join(import.meta.dirname, '../..');

/** The folders of all projects, e.g. `libs/kernel`. */
export const PROJECTS: readonly string[] = [
  ...globSync(['libs/*', 'services/*'], { cwd: WORKSPACE }).toSorted(),
  'test',
];

export interface SourceFile {
  /** From the workspace, e.g. `libs/kernel/src/index.ts`. */
  readonly path: string;
  /** Specs and what only they use. */
  readonly isForTests: boolean;
  readonly imports: readonly ImportOf[];
}

export interface ImportOf {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

/** The TypeScript files of a project with what they import. */
export const readSources = (project: string): readonly SourceFile[] =>
  globSync(project === 'test' ? 'test/*/**/*.ts' : `${project}/src/**/*.ts`, { cwd: WORKSPACE })
    .filter((path) => !path.startsWith('test/dist/') && !path.includes('node_modules'))
    .toSorted()
    .map((path) => ({
      path,
      isForTests: /\.(?:spec|features)\.ts$/.test(path),
      imports: importsIn(readFileSync(join(WORKSPACE, path), 'utf8')),
    }));

const STATEMENT =
  /^\s*(?:import|export)\s+(?<type>type\s+)?(?:[\w*{][^'";]*?\sfrom\s+)?'(?<specifier>[^'\n]+)'/gm;
const DYNAMIC = /\bimport\(\s*'(?<specifier>[^'\n]+)'/g;

/** Every module that a text imports or exports from, by statement or by call. */
export const importsIn = (text: string): readonly ImportOf[] => {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  return [...code.matchAll(STATEMENT), ...code.matchAll(DYNAMIC)].map(({ groups }) => ({
    specifier: groups?.['specifier'] ?? '',
    isTypeOnly: groups?.['type'] !== undefined,
  }));
};
