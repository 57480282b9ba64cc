import { z } from 'zod';

/** Full name of an item of the company file, colons between parent and child. */
export const itemName = z.string().min(1).max(159);
