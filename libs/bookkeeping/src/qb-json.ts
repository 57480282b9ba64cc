import type { QbFields } from '@ml-connector/qbxml';
import { z } from 'zod';

const fields: z.ZodType<QbFields> = z.record(
  z.string(),
  z.union([z.string(), z.lazy(() => fields), z.array(z.union([z.string(), z.lazy(() => fields)]))]),
);

/** The fields of a Ret, as JSON keeps them. @throws ZodError or SyntaxError on anything else. */
export const readQbJson = (json: string): QbFields => fields.parse(JSON.parse(json));
