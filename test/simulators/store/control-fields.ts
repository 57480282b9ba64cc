/** A body of the control port. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws Error if it is no JSON object; nothing at all is an empty one. */
export const readFields = (body: string): Fields => {
  const value: unknown = JSON.parse(body === '' ? '{}' : body);
  if (!isFields(value)) throw new Error('The body must be a JSON object.');
  return value;
};

export const textField = (fields: Fields, name: string): string | undefined => {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
};

export const numberField = (fields: Fields, name: string): number | undefined => {
  const value = fields[name];
  return typeof value === 'number' ? value : undefined;
};

/** The texts of an object, e.g. the changed parts of an address. */
export const textsField = (fields: Fields, name: string): Readonly<Record<string, string>> => {
  const value = fields[name];
  return Object.fromEntries(
    Object.entries(isFields(value) ? value : {}).flatMap(([key, text]) =>
      typeof text === 'string' ? [[key, text] as const] : [],
    ),
  );
};

/** `[{lineId, quantity}]` */
export const quantitiesField = (
  fields: Fields,
  name: string,
): readonly { readonly lineId: number; readonly quantity: number }[] | undefined => {
  const value = fields[name];
  if (!Array.isArray(value)) return undefined;
  return value.filter(isFields).map((line) => ({
    lineId: numberField(line, 'lineId') ?? 0,
    quantity: numberField(line, 'quantity') ?? 0,
  }));
};

export const idsField = (fields: Fields, name: string): readonly number[] | undefined => {
  const value = fields[name];
  return Array.isArray(value) ? value.map(Number) : undefined;
};

export const namesField = (fields: Fields, name: string): readonly string[] | undefined => {
  const value = fields[name];
  return Array.isArray(value) ? value.map(String) : undefined;
};
