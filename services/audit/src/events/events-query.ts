import { pagingShape } from '@ml-connector/platform';
import { z } from 'zod';

const time = z.iso
  .datetime({ offset: true })
  .or(z.iso.date())
  .transform((text) => Date.parse(text));

/** The query of `GET /api/audit/events`. */
export const eventsQuery = z.strictObject({
  connectionId: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  orderId: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .optional(),
  type: z
    .string()
    .regex(/^[A-Za-z]{1,60}$/)
    .optional(),
  from: time.optional(),
  to: time.optional(),
  ...pagingShape,
});
