import { AppError } from '@ml-connector/kernel';
import type { OperationOutcome } from './writer-protocol.js';

/** What is known of the writer without asking it. `doubtful`: its last transaction failed, and a trial would tell. */
export type WriterVerdict = 'well' | 'doubtful' | AppError;

export interface WriterHealth {
  /** A transaction was handed over. */
  began(): void;
  /** Its outcomes came. */
  ended(outcomes: readonly OperationOutcome[]): void;
  /** The writer is gone for good. */
  stopped(error: AppError): void;
  verdict(): WriterVerdict;
}

/** A transaction takes milliseconds; a disk that needs longer than this for one is not there any more. */
const PATIENCE_MS = 10_000;

/** @param now milliseconds of a clock that only goes forward. */
export const createWriterHealth = (now: () => number): WriterHealth => {
  let inFlightSince: number | null = null;
  let hasFailed = false;
  let gone: AppError | null = null;
  return {
    began() {
      inFlightSince = now();
    },
    ended(outcomes) {
      inFlightSince = null;
      hasFailed = outcomes.every(isFaultOfStore);
    },
    stopped(error) {
      gone ??= error;
    },
    verdict() {
      if (gone) return gone;
      if (inFlightSince !== null && now() - inFlightSince > PATIENCE_MS)
        return new AppError('STORE_UNAVAILABLE', 'The writer of the store does not answer.');
      return hasFailed ? 'doubtful' : 'well';
    },
  };
};

/** What SQLite refuses because of what was asked says nothing of the store. */
const isFaultOfStore = (outcome: OperationOutcome): boolean =>
  !outcome.ok && outcome.code !== 'INPUT_INVALID';
