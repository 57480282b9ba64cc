import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { type ProductApi, productApi } from '../harness/product-api.js';
import { type ProductProcess, startProduct, WORKSPACE_ROOT } from '../harness/product-process.js';

const page = readFileSync(join(WORKSPACE_ROOT, 'docs/api.md'), 'utf8');

interface Row {
  readonly method: string;
  readonly path: string;
  readonly example: string;
}

/** The rows of the table below a heading. */
const rowsOf = (heading: string): readonly Row[] => {
  const [, section = ''] = page.split(`## ${heading}\n`);
  const [table = ''] = section.split('\n## ');
  return [...table.matchAll(/^\| `([A-Z]+) ([^`]+)` +\| (.+?) +\|$/gm)].map(
    ([, method = '', path = '', example = '']) => ({ method, path, example }),
  );
};

const described = [...rowsOf('Connections, rules, postings'), ...rowsOf('The log and its replay')];
const others = rowsOf('What machines call');

let directory: string;
let product: ProductProcess;
let api: ProductApi;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'ml-api-page-'));
  product = await startProduct({ dataDirectory: directory });
  api = productApi(product.url);
});
afterAll(async () => {
  await product.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe('docs/api.md', () => {
  it('names every route of the OpenAPI document in its first two tables, and no other', async () => {
    const { body } = await api.call('GET', '/api/openapi.json');
    const { paths } = z
      .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(body);
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const named = described.map(({ method, path }) => `${method} ${path}`);
    expect(named.toSorted()).toEqual(routes.toSorted());
  });

  it.each(others)('names no route that does not stand: $method $path', async ({ method, path }) => {
    const { status, body } = await api.call(method, path.replace(/\{\w+\}/, 'nothing'));
    const isMissing = status === 404 && JSON.stringify(body).includes('Cannot ');
    expect({ status, isMissing }).toEqual({ status: expect.any(Number), isMissing: false });
  });

  it.each([...described, ...others].filter(({ example }) => example.includes('$URL')))(
    'gives an example that calls the route: $method $path',
    ({ method, path, example }) => {
      const parts = path.split(/\{\w+\}/).map((part) => part.replaceAll('.', String.raw`\.`));
      expect(example).toMatch(
        new RegExp(`\\$URL${parts.join('(?:\\$[A-Z]+|\\w+)')}(?:[?"\`\\s]|$)`),
      );
      const sent = /-X ([A-Z]+)/.exec(example)?.[1] ?? (/ -d '/.test(example) ? 'POST' : 'GET');
      expect(sent).toBe(method);
    },
  );
});
