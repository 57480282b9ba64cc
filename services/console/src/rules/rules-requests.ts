import { rulesInputSchema, rulesSchema } from '@ml-connector/connections';
import { z } from 'zod';

const version = z.int().positive().describe('Number of this version, as in the ETag.');

/** The rules with the version that they are. */
export const rulesAnswerSchema = z.strictObject({ version, ...rulesSchema.shape });

/** The rules as a whole; what a GET answered can be sent back. `version` is ignored: If-Match counts. */
export const putRulesBody = z.strictObject({
  version: version.optional(),
  ...rulesInputSchema.shape,
});
