import type { IncomingMessage } from 'node:http';

export interface BodyLimits {
  readonly maxBytes: number;
  /** For the whole body, in milliseconds. */
  readonly timeoutMs: number;
}

export type Body =
  | { readonly outcome: 'whole'; readonly bytes: Buffer }
  | { readonly outcome: 'too-large' | 'too-slow' | 'cut-off' };

/** Reads a body as it came over the wire. What is beyond the limits is never kept. */
export const readBody = (request: IncomingMessage, limits: BodyLimits): Promise<Body> => {
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBytes)
    return Promise.resolve({ outcome: 'too-large' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (body: Body): void => {
      clearTimeout(timer);
      request.off('data', take).off('end', end).off('close', cut).off('error', cut);
      request.on('error', ignore);
      resolve(body);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limits.maxBytes) settle({ outcome: 'too-large' });
      else chunks.push(chunk);
    };
    const end = (): void => settle({ outcome: 'whole', bytes: joined(chunks) });
    const cut = (): void => settle({ outcome: 'cut-off' });
    const timer = setTimeout(() => settle({ outcome: 'too-slow' }), limits.timeoutMs);
    request.on('data', take).on('end', end).on('close', cut).on('error', cut);
  });
};

const joined = (chunks: readonly Buffer[]): Buffer =>
  chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);

/** A connection that breaks after the body was settled is nobody's concern any more. */
const ignore = (): void => undefined;
