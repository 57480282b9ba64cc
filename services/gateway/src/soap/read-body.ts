import type { IncomingMessage } from 'node:http';
import { SoapRefusal } from './soap-refusal.js';

export interface BodyLimits {
  /** Bytes that anyone may send. */
  readonly ordinary: number;
  /** Bytes that a body may have once `mayBeLarge` allowed it. */
  readonly large: number;
  /** Milliseconds for the whole body. */
  readonly deadlineMs: number;
  /** Asked once, with the first `ordinary` bytes, when a body turns out to be larger than that. */
  readonly mayBeLarge: (head: Buffer) => Promise<boolean>;
}

/**
 * Reads a body whole, within its limits of size and time.
 * @throws SoapRefusal 413, 408, or 400 where the sender went away.
 */
export const readBody = (request: IncomingMessage, limits: BodyLimits): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let limit = limits.ordinary;
    const finish = (settle: () => void): void => {
      clearTimeout(deadline);
      request.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      settle();
    };
    const refuse = (refusal: SoapRefusal): void =>
      finish(() => {
        request.pause();
        reject(refusal);
      });
    const deadline = setTimeout(
      () => refuse(new SoapRefusal('http.timeout', 408)),
      limits.deadlineMs,
    );
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= limit) return;
      if (limit === limits.large) return refuse(new SoapRefusal('http.too-large', 413));
      request.pause();
      const head = Buffer.concat(chunks).subarray(0, limits.ordinary);
      const goOn = (allowed: boolean): void => {
        if (!allowed || size > limits.large) refuse(new SoapRefusal('http.too-large', 413));
        else {
          limit = limits.large;
          request.resume();
        }
      };
      void limits.mayBeLarge(head).then(goOn, () => goOn(false));
    };
    const onEnd = (): void =>
      finish(() => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    const onGone = (): void => refuse(new SoapRefusal('http.aborted', 400));
    request.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
