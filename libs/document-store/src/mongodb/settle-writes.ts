import type { KeptDocument } from './kept-document.js';

/** A write that carries its own token, so that it can be made again and be recognized. */
export type Write =
  | {
      readonly kind: 'insert';
      readonly id: string;
      readonly token: string;
      readonly value: unknown;
    }
  | {
      readonly kind: 'replace';
      readonly id: string;
      readonly token: string;
      readonly expectedVersion: number;
      readonly value: unknown;
    };

/**
 * `applied`: it stands or stood. `refused`: it did not happen and will not. `undone`: it did not happen yet; make it again.
 * `unknown`: too much has happened since.
 */
export type Settlement = 'applied' | 'refused' | 'undone' | 'unknown';

export type WriteTrace = Pick<KeptDocument, 'version' | 'writes'>;

/** What became of a write whose answer was lost, by what stands now. */
export const settle = (write: Write, standing: WriteTrace | null): Settlement => {
  if (!standing) return write.kind === 'insert' ? 'undone' : 'refused';
  if (standing.writes.includes(write.token)) return 'applied';
  const before = write.kind === 'insert' ? 0 : write.expectedVersion;
  if (standing.version === before) return 'undone';
  // An older version: the document was removed and inserted anew.
  if (standing.version < before) return 'refused';
  const oldestRemembered = standing.version - standing.writes.length + 1;
  return before + 1 >= oldestRemembered ? 'refused' : 'unknown';
};
