import { z } from 'zod';
import { type Operation, problemSchema } from './operation.js';

type Part = Readonly<Record<string, unknown>>;

/** What a service adds to the API's document. */
export interface ServiceApi {
  readonly operations: readonly Operation[];
  /** JSON schemas by name, beside those of the operations. */
  readonly schemas: Part;
}

/** The API of the services of a process as an OpenAPI 3.1 document; the schemas are those that requests are checked with. */
export const openApi = (publicUrl: string, apis: readonly ServiceApi[]): Part => ({
  openapi: '3.1.0',
  info: {
    title: 'ml-connector',
    version: '1',
    description:
      'WooCommerce orders into QuickBooks Desktop: each exactly once, equal to the cent.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: publicUrl }],
  security: [{ adminToken: [] }],
  paths: pathsOf(apis.flatMap(({ operations }) => operations)),
  components: {
    securitySchemes: { adminToken: { type: 'http', scheme: 'bearer' } },
    schemas: Object.assign(
      { Problem: jsonSchema(problemSchema, 'output') },
      ...apis.map(({ schemas }) => schemas),
    ),
  },
});

const pathsOf = (operations: readonly Operation[]): Part =>
  Object.fromEntries(
    [...Map.groupBy(operations, ({ path }) => path)].map(([path, ofPath]) => [
      path,
      Object.fromEntries(ofPath.map((operation) => [operation.method, operationOf(operation)])),
    ]),
  );

const operationOf = (operation: Operation): Part => ({
  summary: operation.summary,
  operationId: operationId(operation),
  parameters: [...pathParameters(operation), ...queryParameters(operation), ...headers(operation)],
  ...(operation.body === undefined
    ? {}
    : {
        requestBody: {
          required: operation.isBodyOptional !== true,
          content: { 'application/json': { schema: jsonSchema(operation.body, 'input') } },
        },
      }),
  responses: {
    [operation.status]: {
      description: operation.summary,
      ...(operation.answer === undefined
        ? {}
        : {
            content: {
              [operation.mediaType ?? 'application/json']: {
                schema: jsonSchema(operation.answer, 'output'),
              },
            },
          }),
    },
    ...Object.fromEntries([401, ...operation.refusals].map((status) => [status, refusal(status)])),
  },
});

const operationId = ({ method, path }: Operation): string =>
  [method, ...path.replace('/api/', '').split('/')]
    .map((part) => part.replace(/[{}]/g, ''))
    .join('-');

const pathParameters = ({ path }: Operation): readonly Part[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', pattern: '^[a-z0-9-]{1,40}$' },
  }));

const queryParameters = ({ query }: Operation): readonly Part[] =>
  Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !z.safeParse(z.unknown().pipe(schema), undefined).success,
    schema: jsonSchema(schema, 'input'),
  }));

const headers = (operation: Operation): readonly Part[] =>
  Object.entries(operation.headers ?? {}).map(([name, description]) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  }));

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'Not the shape that is wanted.',
  401: 'Token missing or wrong.',
  404: 'Unknown, or of another connection.',
  409: 'Not possible in this state.',
  412: 'Made from another version.',
  413: 'Larger than 1 MB.',
  415: 'Not JSON.',
  422: 'The right shape without a usable meaning.',
};

const refusal = (status: number): Part => ({
  description: REFUSALS[status] ?? 'Refused.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const jsonSchema = (schema: z.core.$ZodType, io: 'input' | 'output'): Part => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};
