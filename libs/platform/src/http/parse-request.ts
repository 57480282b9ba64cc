import { z } from 'zod';
import { notFound, wrongShape } from './problem.js';

/** @throws Problem 400 naming every place that does not fit. */
export const parseRequest = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> => {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw wrongShape(parsed.error);
  return parsed.data;
};

/** As {@link parseRequest} for a body that may be left out. */
export const parseOptionalBody = <Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): z.output<Schema> => parseRequest(schema, body ?? {});

const id = z.string().regex(/^[a-z0-9-]{1,40}$/);
const shopId = z.string().regex(/^[1-9]\d{0,14}$/);

/** An id of ours from a path. @throws Problem 404: what cannot be an id names nothing. */
export const parseId = (text: string, what: string): string => {
  const parsed = id.safeParse(text);
  if (!parsed.success) throw notFound(what);
  return parsed.data;
};

/** An id of the shop from a path. @throws Problem 404 */
export const parseShopId = (text: string, what: string): number => {
  const parsed = shopId.safeParse(text);
  if (!parsed.success) throw notFound(what);
  return Number(parsed.data);
};
