import { z } from 'zod';

/** A route of the API, as data: what the document is made of. */
export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/api/connections/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: z.ZodType;
  readonly isBodyOptional?: boolean;
  readonly status: number;
  /** Absent where nothing is answered. */
  readonly answer?: z.ZodType;
  /** Media type of the answer; default JSON. */
  readonly mediaType?: string;
  /** Other statuses that it answers with, besides 401. */
  readonly refusals: readonly number[];
}

export const problemSchema = z.strictObject({
  type: z.string(),
  status: z.int(),
  code: z.string().describe('For machines.'),
  title: z.string(),
  detail: z.string().describe('For people.'),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});

export const listOf = (item: z.ZodType) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().describe('`cursor` of the next page; null after the last.'),
  });
