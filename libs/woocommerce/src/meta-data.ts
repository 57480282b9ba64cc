import { z } from 'zod';

/** Plugin data by key, as text. Only texts, numbers and truth values are kept; objects and lists are left out. */
export type MetaData = Readonly<Record<string, string>>;

const MOST_ENTRIES = 500;
const LONGEST_KEY = 255;
const LONGEST_VALUE = 2_000;

const entry = z.object({ key: z.string(), value: z.unknown() });

/**
 * `meta_data` of an order or a line. Plugins put anything here, so nothing is refused: what is not short and plain is left out,
 * beyond 500 entries too. Of a repeated key the last value counts.
 */
export const metaData = z.unknown().transform((list): MetaData => {
  if (!Array.isArray(list)) return {};
  const kept = list.slice(0, MOST_ENTRIES).flatMap((candidate: unknown) => {
    const parsed = entry.safeParse(candidate);
    if (!parsed.success || parsed.data.key.length > LONGEST_KEY) return [];
    const value = plainText(parsed.data.value);
    return value === null || value.length > LONGEST_VALUE
      ? []
      : [[parsed.data.key, value] as const];
  });
  return Object.fromEntries(kept);
});

const plainText = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
};
