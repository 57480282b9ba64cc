import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { describe, expect, it } from 'vitest';
import { openApi } from '@ml-connector/platform';
import { ConsoleModule } from './app.module.js';
import { OPERATIONS } from './operations.js';
import { console as consoleService } from './service.js';

const document = openApi(
  'https://books.example',
  [consoleService].flatMap(({ api }) => api ?? []),
);

/** `get /api/…` of every route that the controllers declare. */
const declaredRoutes = (): readonly string[] => {
  const controllers: readonly Type[] = Reflect.getMetadata(
    MODULE_METADATA.CONTROLLERS,
    ConsoleModule,
  );
  return controllers.flatMap((controller) => {
    const base: string = Reflect.getMetadata(PATH_METADATA, controller);
    const names = Object.getOwnPropertyNames(controller.prototype);
    return names
      .filter((name) => name !== 'constructor')
      .flatMap((name) => {
        const handler: unknown = Reflect.get(controller.prototype, name);
        if (typeof handler !== 'function' || !Reflect.hasMetadata(PATH_METADATA, handler))
          return [];
        const path: string = Reflect.getMetadata(PATH_METADATA, handler);
        const method: number = Reflect.getMetadata(METHOD_METADATA, handler);
        const route = `/${base}/${path}`.replace(/\/+$/, '').replace(/:(\w+)/g, '{$1}');
        return [`${RequestMethod[method]?.toLowerCase()} ${route}`];
      });
  });
};

describe('the OpenAPI document', () => {
  it('names every route that stands, and no other', () => {
    const described = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
    expect(described.toSorted()).toEqual(declaredRoutes().toSorted());
  });

  it('gives each route an id of its own', () => {
    const ids = JSON.stringify(document).match(/"operationId":"[^"]+"/g) ?? [];
    expect(ids).toHaveLength(OPERATIONS.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says which parameters are needed', () => {
    const text = JSON.stringify(document);
    expect(text).toMatch(/"name":"from","in":"query","required":true/);
    expect(text).toMatch(/"name":"limit","in":"query","required":false/);
    expect(text).toMatch(/"name":"If-Match","in":"header","required":true/);
  });

  it('carries the rules with the meaning of every key', () => {
    expect(document).toHaveProperty(
      'components.schemas.Rules.properties.unknownProduct.description',
    );
  });

  it('describes every body and answer with a schema that is not empty', () => {
    expect(JSON.stringify(document)).not.toContain('"schema":{}');
  });
});
