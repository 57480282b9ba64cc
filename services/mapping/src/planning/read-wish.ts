import { type WishFields, type WishValue, referenceSchema } from '@ml-connector/postings';
import { z } from 'zod';

const valueSchema: z.ZodType<WishValue> = z.lazy(() =>
  z.union([
    z.string(),
    referenceSchema,
    fieldsSchema,
    z.array(z.union([z.string(), referenceSchema, fieldsSchema])),
  ]),
);
const fieldsSchema: z.ZodType<WishFields> = z.lazy(() => z.record(z.string(), valueSchema));

/** The fields of a wish as they were sealed. @throws ZodError or SyntaxError for what was never a wish. */
export const readWish = (json: string): WishFields => fieldsSchema.parse(JSON.parse(json));
