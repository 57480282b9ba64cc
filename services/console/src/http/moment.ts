import { z } from 'zod';

/** A moment, or a day (its beginning in UTC), as ISO 8601 UTC. */
export const momentSchema = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((given) => new Date(given).toISOString());
