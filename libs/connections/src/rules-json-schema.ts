import { z } from 'zod';
import { rulesInputSchema } from './rules.js';

/** The rules as JSON Schema (draft 2020-12) with the meaning and the default of every key; what `PUT …/rules` accepts. */
export const rulesJsonSchema = (): Record<string, unknown> => ({
  title: 'Mapping rules',
  ...z.toJSONSchema(rulesInputSchema, { io: 'input' }),
});
