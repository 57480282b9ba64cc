import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECTS, readSources } from './read-imports.js';

type Graph = ReadonlyMap<string, readonly string[]>;

/** Which file imports which, types included. */
const graphOf = (project: string): Graph =>
  new Map(
    readSources(project).map(({ path, imports }) => [
      path,
      imports
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => join(path, '..', specifier).replace(/\.js$/, '.ts')),
    ]),
  );

/** The files that stand in a circle: each reaches itself. */
const circles = (graph: Graph): readonly string[] =>
  [...graph.keys()].filter((file) => reachedFrom(graph, file).has(file));

const reachedFrom = (graph: Graph, start: string): ReadonlySet<string> => {
  const reached = new Set<string>();
  const open = [...(graph.get(start) ?? [])];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    open.push(...(graph.get(file) ?? []));
  }
  return reached;
};

describe('imports', () => {
  it.each(PROJECTS)('run one way in %s, those of types too', (project) => {
    expect(circles(graphOf(project))).toEqual([]);
  });

  it('that run in a circle are found', () => {
    const graph = new Map([
      ['a.ts', ['b.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['b.ts']],
    ]);
    expect(circles(graph)).toEqual(['b.ts', 'c.ts']);
  });
});
