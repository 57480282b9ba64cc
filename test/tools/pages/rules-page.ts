import { rulesJsonSchema } from '@ml-connector/connections';
import { z } from 'zod';
import { markdownTable } from './markdown-table.js';

const keySchema = z.looseObject({
  description: z.string().optional(),
  default: z.unknown().optional(),
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  anyOf: z.array(z.looseObject({ type: z.string().optional() })).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
});
type Key = z.infer<typeof keySchema>;

/** The key of a schema, and those within it; a star stands for each name of a map and each entry of a list. */
const rowsWithin = (schema: unknown, path = ''): readonly (readonly string[])[] => {
  const within = keySchema.safeParse(schema);
  if (!within.success) return [];
  const { properties = {}, additionalProperties, items } = within.data;
  return [
    ...Object.entries(properties).flatMap(([name, key]) => [
      row(`${path}${name}`, keySchema.parse(key)),
      ...rowsWithin(key, `${path}${name}.`),
    ]),
    ...rowsWithin(additionalProperties, `${path}*.`),
    ...rowsWithin(items, `${path}*.`),
  ];
};

/** `docs/rules.md`: every mapping rule with its default and meaning, from the schema that `PUT …/rules` checks with. */
export const rulesPage = (): string =>
  `# Mapping rules

How the sales of a shop appear in the books. \`GET /api/connections/{id}/rules\` shows them with their version, \`PUT\` with that version in \`If-Match\` replaces them. Every key may be left out; its default stands then. A star stands for each name of a map and each entry of a list; what has no default there must be given.

${markdownTable(['key', 'value', 'default', 'meaning'], rowsWithin(rulesJsonSchema()))}
`;

const row = (name: string, key: Key): readonly string[] => [
  code(name),
  valueOf(key),
  defaultOf(key),
  key.description ?? '',
];

const valueOf = ({ enum: values, anyOf, type, properties }: Key): string => {
  if (values) return values.map(code).join(', ');
  if (anyOf) return anyOf.map((one) => one.type ?? '').join(' or ');
  if (properties) return 'the keys below';
  return WORDS[type ?? ''] ?? type ?? '';
};

const WORDS: Readonly<Record<string, string>> = { object: 'map of names', array: 'list' };

const defaultOf = (key: Key): string =>
  key.default === undefined || key.properties ? '' : code(JSON.stringify(key.default));

const code = (text: string): string => `\`${text}\``;
