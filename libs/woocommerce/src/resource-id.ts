import { z } from 'zod';

/**
 * The id of the order, customer or other thing that a delivery is about; a `*.deleted` delivery is nothing but `{"id":58}`.
 * @returns `null` if there is none, as in an error body.
 */
export const resourceId = (json: unknown): number | null =>
  z.object({ id: z.int().positive() }).safeParse(json).data?.id ?? null;
