import { z } from 'zod';

/** A failure as WordPress writes it. `message` is the store's text in the store's language: show it, never match on it. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  /** The HTTP status that the body claims, e.g. 404. */
  readonly status: number;
}

const status = z.int().min(100).max(599);
const schema = z.object({
  code: z.string().min(1).max(200),
  message: z.string().max(5_000),
  data: z.union([z.object({ status }), status]),
});

/**
 * Recognises `{code, message, data:{status}}` (and `data: 500`, which a refused refund answers).
 * WooCommerce also signs and *delivers* such bodies as order webhooks, when the order is gone or the webhook's owner lost his rights.
 * @returns `null` for everything else.
 */
export const errorBody = (json: unknown): ErrorBody | null => {
  const parsed = schema.safeParse(json);
  if (!parsed.success) return null;
  const { code, message, data } = parsed.data;
  return { code, message, status: typeof data === 'number' ? data : data.status };
};
