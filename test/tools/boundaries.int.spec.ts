import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const workspaceRoot = join(import.meta.dirname, '../..');
let planted: string;

beforeAll(() => {
  planted = mkdtempSync(join(tmpdir(), 'ml-boundaries-'));
  cpSync(join(workspaceRoot, '.oxlintrc.json'), join(planted, '.oxlintrc.json'));
  symlinkSync(join(workspaceRoot, 'node_modules'), join(planted, 'node_modules'));
});

afterAll(() => rmSync(planted, { recursive: true, force: true }));

const lint = async (file: string, source: string): Promise<string> => {
  const path = join(planted, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, source);
  const oxlint = join(workspaceRoot, 'node_modules/.bin/oxlint');
  try {
    const { stdout } = await promisify(execFile)(oxlint, ['--format=unix', file], { cwd: planted });
    return stdout;
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  }
};

describe('the direction of imports', () => {
  it.each([
    ['the kernel reaches a library', 'libs/kernel/src/planted.ts', '@ml-connector/contracts'],
    ['the kernel does I/O', 'libs/kernel/src/planted.ts', 'node:fs'],
    ['contracts know a framework', 'libs/contracts/src/planted.ts', '@nestjs/common'],
    ['qbXML reaches an adapter', 'libs/qbxml/src/planted.ts', '@ml-connector/document-store'],
    ['a library reaches a service', 'libs/postings/src/planted.ts', '@ml-connector/gateway'],
    ['a service reaches another', 'services/mapping/src/planted.ts', '@ml-connector/gateway'],
    ['a service knows a database', 'services/mapping/src/planted.ts', 'node:sqlite'],
    [
      'a project is imported by path',
      'services/mapping/src/planted.ts',
      '../../../libs/kernel/src/index.js',
    ],
    [
      'a simulator shares code with the product',
      'test/simulators/company/planted.ts',
      '@ml-connector/qbxml',
    ],
  ])('is refused where %s', async (_, file, specifier) => {
    const output = await lint(
      file,
      `import * as planted from '${specifier}';\n\nexport const used = planted;\n`,
    );
    expect(output).toContain('no-restricted-imports');
  });

  it('lets a service use a library', async () => {
    const output = await lint(
      'services/mapping/src/planted.ts',
      "import * as kernel from '@ml-connector/kernel';\n\nexport const used = kernel;\n",
    );
    expect(output).not.toContain('no-restricted-imports');
  });
});
