import { z } from 'zod';

/** So many round trips by bare drivers. */
export const bareJob = z.object({ pairs: z.int(), concurrency: z.int() });
export type BareJob = z.infer<typeof bareJob>;
export const bareResult = z.object({ seconds: z.number() });
