import { z } from 'zod';

/** The part of JSON Schema that our shapes use. */
interface JsonSchema {
  readonly [key: string]: unknown;
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const schemaOf = (value: unknown): JsonSchema => (isSchema(value) ? value : {});
const listOf = (value: unknown): readonly JsonSchema[] =>
  Array.isArray(value) ? value.filter(isSchema) : [];

/** A value of a shape, with every optional part, always the same. What only code can check may refuse it. */
export const sampleOfSchema = (schema: z.ZodType): unknown => {
  const root: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return sampleOf(schemaOf(root), schemaOf(root));
};

const sampleOf = (schema: JsonSchema, root: JsonSchema): unknown => {
  if (typeof schema['$ref'] === 'string') return sampleOf(resolve(schema['$ref'], root), root);
  if (Object.hasOwn(schema, 'const')) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const variants = listOf(schema['anyOf'] ?? schema['oneOf']);
  const variant = variants.find(({ type }) => type !== 'null');
  if (variants.length > 0) return variant ? sampleOf(variant, root) : null;
  const parts = listOf(schema['allOf']);
  if (parts.length > 0)
    return Object.assign({}, ...parts.map((part) => sampleOf(part, root))) as unknown;
  return sampleOfType(schema, root);
};

const resolve = (ref: string, root: JsonSchema): JsonSchema =>
  ref === '#' ? root : schemaOf(schemaOf(root['$defs'])[ref.split('/').at(-1) ?? '']);

const sampleOfType = (schema: JsonSchema, root: JsonSchema): unknown => {
  // A nullable one is a list: the type, then null.
  const type: unknown = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  switch (type) {
    case 'object':
      return objectOf(schema, root);
    case 'array':
      return listOf(schema['prefixItems']).length > 0
        ? listOf(schema['prefixItems']).map((item) => sampleOf(item, root))
        : [sampleOf(schemaOf(schema['items']), root)];
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema['minimum'] ?? 1));
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'string':
      return textOf(schema);
    default:
      return true;
  }
};

const objectOf = (schema: JsonSchema, root: JsonSchema): unknown => {
  const fields = Object.entries(schemaOf(schema['properties'])).map(
    ([name, field]) => [name, sampleOf(schemaOf(field), root)] as const,
  );
  if (fields.length > 0 || !isSchema(schema['additionalProperties']))
    return Object.fromEntries(fields);
  const key = sampleOf(schemaOf(schema['propertyNames']), root);
  return { [String(key)]: sampleOf(schema['additionalProperties'], root) };
};

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-11-24T10:00:00.000Z',
  date: '2026-11-24',
  uri: 'https://shop.example.com',
  email: 'somebody@example.com',
};
/** Tried in turn where a pattern is wanted. */
const TEXTS = [
  'a',
  '1',
  '12.34',
  'EUR',
  'con-a1b2c3',
  'con-a|order|1',
  '2026-11-24',
  '2026-11-24T10:00:00.000Z',
  'a'.repeat(64),
  '80000001-1234567890',
  '{3a2c9f3e-0000-4000-8000-000000000000}',
];

const textOf = (schema: JsonSchema): string => {
  const format = FORMATS[String(schema['format'])];
  if (format !== undefined) return format;
  const pattern = schema['pattern'];
  const fits = (text: string): boolean =>
    (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text)) &&
    text.length >= Number(schema['minLength'] ?? 0);
  return TEXTS.find(fits) ?? 'a'.repeat(Number(schema['minLength'] ?? 1));
};
