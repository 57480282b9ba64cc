import { AppError } from '@ml-connector/kernel';
import type { z } from 'zod';

/**
 * Reads what a store said as the type that we use.
 * @throws AppError SHOP_ANSWER_INVALID naming the first wrong place (`order.line_items[3].total`), never the value there.
 */
export const readAnswer = <Schema extends z.ZodType>(
  schema: Schema,
  json: unknown,
  what: string,
): z.output<Schema> => {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = `${what}${(issue?.path ?? []).map(step).join('')}`;
  throw new AppError(
    'SHOP_ANSWER_INVALID',
    `The store's answer cannot be used: ${place} ${reason(issue)}.`,
  );
};

const step = (key: PropertyKey): string =>
  typeof key === 'number' ? `[${key}]` : `.${String(key)}`;

const reason = (issue: z.core.$ZodIssue | undefined): string => {
  if (issue?.code === 'invalid_type') return `is missing or not of type ${issue.expected}`;
  if (issue?.code === 'too_big') return `is larger than ${issue.maximum}`;
  if (issue?.code === 'too_small') return `is smaller than ${issue.minimum}`;
  if (issue?.code === 'invalid_format' || issue?.code === 'custom') return issue.message;
  return 'is not what it should be';
};
