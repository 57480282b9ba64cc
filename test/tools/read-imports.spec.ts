import { describe, expect, it } from 'vitest';
import { importsIn } from './read-imports.js';

describe('the imports of a file', () => {
  it.each([
    [`import 'reflect-metadata';`, 'reflect-metadata', false],
    [`import { a, type B } from './a.js';`, './a.js', false],
    [`import * as all from 'node:fs';`, 'node:fs', false],
    [`import first, { second } from 'x';`, 'x', false],
    [`import type { A } from 'express';`, 'express', true],
    [`import {\n  a,\n  b,\n} from '@ml-connector/kernel';`, '@ml-connector/kernel', false],
    [`export * from './a.js';`, './a.js', false],
    [`export type { A } from './a.js';`, './a.js', true],
    [`const { a } = await import('./late.js');`, './late.js', false],
  ])('are found in %j', (text, specifier, isTypeOnly) => {
    expect(importsIn(text)).toEqual([{ specifier, isTypeOnly }]);
  });

  it.each([
    `export const a = 'x';`,
    `const text = "import";`,
    `/* import 'x'; */`,
    `// import 'x';`,
  ])('are not found in %j', (text) => {
    expect(importsIn(text)).toEqual([]);
  });
});
