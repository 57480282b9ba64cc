import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { audit } from '@ml-connector/audit';
import { console as consoleService } from '@ml-connector/console';
import { gateway } from '@ml-connector/gateway';
import { ingestion } from '@ml-connector/ingestion';
import { mapping } from '@ml-connector/mapping';
import { collectionsOf } from '@ml-connector/platform';
import { describe, expect, it } from 'vitest';

import { WORKSPACE_ROOT } from '../harness/product-process.js';

/** A collection is declared as a constant: its name, then its schema. */
const DECLARED = /name: '([a-z][a-z0-9-]*)',\s+schema:/g;

const declaredIn = (project: string): readonly string[] =>
  globSync(`${project}/src/**/*.ts`, { cwd: WORKSPACE_ROOT })
    .filter((file) => !/\.(spec|features|child|fixture)\.ts$/.test(file))
    .flatMap((file) =>
      [...readFileSync(join(WORKSPACE_ROOT, file), 'utf8').matchAll(DECLARED)].map(
        ([, name = '']) => name,
      ),
    );

const SERVICES = { ingestion, mapping, gateway, audit, console: consoleService };

describe('the collections of the product', () => {
  it('are all known before the services start, so that their indexes are made', () => {
    const declared = declaredIn('{libs,services}/*');
    const prepared = collectionsOf(Object.values(SERVICES)).map(({ name }) => name);

    expect(declared.length).toBeGreaterThan(30);
    expect(prepared.toSorted()).toEqual(declared.toSorted());
  });

  it.each(Object.entries(SERVICES))('that only %s knows are in its own list', (name, service) => {
    const own = service.collections.map((collection) => collection.name);

    expect(own).toEqual(expect.arrayContaining([...declaredIn(`services/${name}`)]));
    expect(new Set(own).size).toBe(own.length);
  });
});
