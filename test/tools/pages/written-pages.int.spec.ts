import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WORKSPACE } from '../read-imports.js';
import { decisionRecords } from './decisions-page.js';
import { markdownTable } from './markdown-table.js';
import { WRITTEN_PAGES } from './written-pages.js';

const read = (path: string): string => readFileSync(join(WORKSPACE, path), 'utf8');

describe('a page that is written from data', () => {
  it.each(Object.entries(WRITTEN_PAGES))('says what the data says: %s', (path, page) => {
    // Stale? `npm run docs` writes it anew.
    expect(existsSync(join(WORKSPACE, path)) ? read(path) : '').toBe(page(WORKSPACE));
  });

  it('names every rule with its default and meaning', () => {
    const rows = read('docs/rules.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) expect(row).toMatch(/^\| `[\w.*]+` +\| [^|]+\|[^|]+\| [^| ][^|]+\|$/);
  });
});

describe('the decision records', () => {
  const records = decisionRecords(WORKSPACE);

  it('have each a number of its own', () => {
    const numbers = records.map(({ number }) => number);
    expect(numbers.length).toBeGreaterThan(20);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it.each(records)(
    'have the number of their file, and the three parts: $file',
    ({ file, number, title }) => {
      expect(file).toMatch(new RegExp(`^${number}-[a-z0-9-]+\\.md$`));
      expect(title).not.toBe('');
      const headings = read(`docs/decisions/${file}`).match(/^## .+$/gm);
      expect(headings?.slice(0, 3)).toEqual(['## Context', '## Decision', '## Consequences']);
    },
  );
});

describe('a table', () => {
  it('has columns as wide as their widest cell', () => {
    expect(markdownTable(['a', 'long'], [['wider', 'x|y']])).toBe(
      '| a     | long |\n| ----- | ---- |\n| wider | x\\|y |',
    );
  });
});
