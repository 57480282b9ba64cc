/** What an element holds: text, elements, or the repetitions of one that may stand many times. */
export type Field = string | Fields | readonly Field[];

/** The elements of a group by name, in the order of the text. */
export interface Fields {
  readonly [name: string]: Field;
}

export function isRepeated(field: Field): field is readonly Field[] {
  return Array.isArray(field);
}

export function isGroup(field: Field): field is Fields {
  return typeof field === 'object' && !Array.isArray(field);
}

/** The text of a field, or undefined where it is absent. */
export function textOf(fields: Fields, name: string): string | undefined {
  const field = fields[name];
  return typeof field === 'string' ? field : undefined;
}

/** The group under a name, or undefined where it is absent. */
export function groupOf(fields: Fields, name: string): Fields | undefined {
  const field = fields[name];
  return field !== undefined && isGroup(field) ? field : undefined;
}

/** The repetitions of a group; none where it is absent. */
export function groupsOf(fields: Fields, name: string): readonly Fields[] {
  return repetitionsOf(fields, name).filter((one) => isGroup(one));
}

/** The repetitions of a text; none where it is absent. */
export function textsOf(fields: Fields, name: string): readonly string[] {
  return repetitionsOf(fields, name).filter((one) => typeof one === 'string');
}

/** The fields without those that are undefined, so that an absent one leaves no empty element. */
export function present(fields: Readonly<Record<string, Field | undefined>>): Fields {
  const kept: Record<string, Field> = {};
  for (const [name, field] of Object.entries(fields)) if (field !== undefined) kept[name] = field;
  return kept;
}

function repetitionsOf(fields: Fields, name: string): readonly Field[] {
  const field = fields[name];
  if (field === undefined) return [];
  return isRepeated(field) ? field : [field];
}
