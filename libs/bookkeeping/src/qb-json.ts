import { AppError } from '@ml-connector/kernel';
import type { QbFields } from '@ml-connector/qbxml';
import { z } from 'zod';

const entry = z.union([z.string(), z.lazy((): z.ZodType<QbFields> => fields)]);
const fields: z.ZodType<QbFields> = z.record(z.string(), z.union([entry, z.array(entry)]));

/** The fields of a Ret, as JSON keeps them. @throws AppError EVENT_INVALID on anything else. */
export const readQbJson = (json: string): QbFields => {
  try {
    return fields.parse(JSON.parse(json));
  } catch (cause) {
    throw new AppError('EVENT_INVALID', 'The fields of a list object cannot be read.', { cause });
  }
};
