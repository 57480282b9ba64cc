import { AppError } from '@ml-connector/kernel';
import type { OperationOutcome, Step, StepOutcome } from './writer-protocol.js';

/** Hands operations to the writer; those of one call share a transaction. `settled` must be called with their outcomes. */
export type Commit = (operations: readonly (readonly Step[])[]) => void;

export interface GroupCommitOptions {
  readonly commit: Commit;
  /** One transaction per operation. */
  readonly commitEach: boolean;
  /** Bytes of parameters that may wait; more is refused. */
  readonly maxQueuedBytes: number;
}

export interface GroupCommit {
  write(steps: readonly Step[]): Promise<readonly StepOutcome[]>;
  /** The outcomes of the transaction in flight. */
  settled(outcomes: readonly OperationOutcome[]): void;
  /** Rejects what is queued, in flight and yet to come. */
  fail(error: AppError): void;
  /** Refuses new operations and resolves when the last one is settled. */
  drain(): Promise<void>;
}

interface Queued {
  readonly steps: readonly Step[];
  readonly bytes: number;
  readonly resolve: (outcomes: readonly StepOutcome[]) => void;
  readonly reject: (error: AppError) => void;
}

/** Bounds how long one transaction holds back the acknowledgement of its first operation. */
const TRANSACTION_BYTES = 8 * 1024 * 1024;
const TRANSACTION_OPERATIONS = 2000;

/**
 * While a transaction is in flight, operations queue up; when it is durable, all of them go into the next one.
 * So one fsync serves as many writers as there are, and a lonely writer waits for nobody.
 */
export const createGroupCommit = (options: GroupCommitOptions): GroupCommit => {
  const maxOperations = options.commitEach ? 1 : TRANSACTION_OPERATIONS;
  let queue: Queued[] = [];
  let inFlight: readonly Queued[] | null = null;
  let bytes = 0;
  let scheduled = false;
  let closed: AppError | null = null;
  let drained: (() => void) | null = null;

  const takeNext = (): readonly Queued[] => {
    let size = 0;
    let count = 0;
    while (count < queue.length && count < maxOperations && size < TRANSACTION_BYTES) {
      size += queue[count]?.bytes ?? 0;
      count += 1;
    }
    const taken = queue.slice(0, count);
    queue = queue.slice(count);
    return taken;
  };

  const flush = (): void => {
    scheduled = false;
    if (inFlight) return;
    if (queue.length === 0) {
      drained?.();
      return;
    }
    inFlight = takeNext();
    try {
      options.commit(inFlight.map(({ steps }) => steps));
    } catch (error) {
      settled(inFlight.map(() => unsendable(error)));
    }
  };

  /** The end of the loop's turn, so that everything that this turn brings goes together. */
  const schedule = (): void => {
    if (scheduled || inFlight) return;
    scheduled = true;
    setImmediate(flush);
  };

  const settled = (outcomes: readonly OperationOutcome[]): void => {
    const done = inFlight ?? [];
    inFlight = null;
    for (const [index, queued] of done.entries()) {
      bytes -= queued.bytes;
      settle(queued, outcomes[index]);
    }
    schedule();
  };

  return {
    write: (steps) =>
      new Promise((resolve, reject) => {
        const size = sizeOf(steps);
        if (closed) return reject(closed);
        if (bytes > 0 && bytes + size > options.maxQueuedBytes) return reject(overloaded());
        bytes += size;
        queue.push({ steps, bytes: size, resolve, reject });
        return schedule();
      }),
    settled,
    fail(error) {
      closed = error;
      for (const queued of [...(inFlight ?? []), ...queue]) queued.reject(error);
      queue = [];
      inFlight = null;
      bytes = 0;
      drained?.();
    },
    drain() {
      closed ??= new AppError('STORE_UNAVAILABLE', 'The store is closed.');
      return new Promise((resolve) => {
        drained = resolve;
        schedule();
      });
    },
  };
};

const settle = (queued: Queued, outcome: OperationOutcome | undefined): void => {
  if (outcome?.ok) queued.resolve(outcome.steps);
  else queued.reject(refusal(outcome));
};

const refusal = (outcome: Extract<OperationOutcome, { ok: false }> | undefined): AppError =>
  outcome
    ? new AppError(outcome.code, `The store did not write: ${outcome.message}.`)
    : new AppError('STORE_UNAVAILABLE', 'The store lost count of its writes.');

const unsendable = (error: unknown): OperationOutcome => ({
  ok: false,
  code: 'INPUT_INVALID',
  message: error instanceof Error ? error.message : 'the writer refuses it',
});

const overloaded = (): AppError =>
  new AppError('STORE_UNAVAILABLE', 'Too much waits to be written. Try again in a moment.');

const sizeOf = (steps: readonly Step[]): number => {
  let size = 0;
  for (const step of steps) {
    for (const row of step.rows) {
      for (const value of row) {
        if (typeof value === 'string') size += value.length;
        else if (value instanceof Uint8Array) size += value.byteLength;
        else size += 8;
      }
    }
  }
  return size;
};
