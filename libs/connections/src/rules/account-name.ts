import { z } from 'zod';

/** Full name of an account, or `null`: the only one that fits. Every use says what it is for. */
export const accountName = z
  .string()
  .max(159)
  .nullable()
  .describe(
    'Full name of an account in the company file; null: the only one that fits by type and usual name.',
  );
