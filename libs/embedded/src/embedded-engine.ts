import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError } from '@ml-connector/kernel';
import { forgetOwner, inUse, noteOwner, prepareDataDirectory } from './data-directory.js';
import type { DataDirectory } from './data-directory.js';
import { weakness } from './durability.js';
import { createGroupCommit, type GroupCommit } from './group-commit.js';
import { openReader, type Reader } from './reader.js';
import type {
  Step,
  StepOutcome,
  WriterAnswer,
  WriterData,
  WriterRequest,
} from './writer-protocol.js';
import { createWriterHealth, type WriterHealth } from './writer-health.js';

export interface EngineOptions {
  /** Made if it is missing. */
  readonly directory: string;
  /** One commit per write instead of group commit: slower, and leaves a fault test no window that is hidden. Default false. */
  readonly commitEach?: boolean;
  /** Bytes that may wait for the writer before writes are refused. Default 64 MB. */
  readonly maxQueuedBytes?: number;
}

/** One SQLite file, one writer thread, reads on the calling thread. */
export interface EmbeddedEngine {
  /** The absolute data directory. */
  readonly directory: string;
  readonly read: Reader;
  /**
   * The steps as one atomic operation; durable when it resolves. Operations run in the order in which they were handed in.
   * @throws AppError STORE_UNAVAILABLE, STORE_CORRUPT, INPUT_INVALID (what SQLite refuses for good)
   */
  write(steps: readonly Step[]): Promise<readonly StepOutcome[]>;
  /**
   * That what is handed in now would be written. It costs no write, unless the last one failed: then it tries one.
   * @throws AppError STORE_UNAVAILABLE, STORE_CORRUPT
   */
  probe(): Promise<void>;
  /** Writes what was handed in, then frees the data directory. Later writes are refused. */
  close(): Promise<void>;
}

const DEFAULT_QUEUED_BYTES = 64 * 1024 * 1024;

/** A write that changes nothing which anybody reads. */
const TRIAL: Step = { sql: 'UPDATE engine_settlings SET count = count + 1', rows: [[]] };

/**
 * Opens the data directory for this process alone.
 * @throws AppError CONFIG_INVALID (directory not writable, settings too weak), STORE_IN_USE (another process has it)
 */
export const openEngine = async (options: EngineOptions): Promise<EmbeddedEngine> => {
  const directory = prepareDataDirectory(options.directory);
  const worker = await startWriter(directory);
  noteOwner(directory);
  const read = openReader(directory.databaseFile);
  // A thread has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const send = (request: WriterRequest): void => worker.postMessage(request);
  const health = createWriterHealth(() => performance.now());
  const writes = createGroupCommit({
    commit: (operations) => {
      health.began();
      send({ kind: 'commit', operations });
    },
    commitEach: options.commitEach ?? false,
    maxQueuedBytes: options.maxQueuedBytes ?? DEFAULT_QUEUED_BYTES,
  });
  const ended = connect(worker, { writes, health });
  let closing: Promise<void> | null = null;
  const probe = async (): Promise<void> => {
    const verdict = health.verdict();
    if (verdict === 'doubtful') await writes.write([TRIAL]);
    else if (verdict !== 'well') throw verdict;
    read.get('SELECT 1');
  };
  const close = async (): Promise<void> => {
    health.stopped(new AppError('STORE_UNAVAILABLE', 'The store is closed.'));
    await writes.drain();
    read.close();
    forgetOwner(directory);
    send({ kind: 'close' });
    await ended;
  };
  return {
    directory: directory.path,
    read,
    write: (steps) => writes.write(steps),
    probe,
    close: () => (closing ??= close()),
  };
};

/** @returns when the thread has ended, however it ended. */
const connect = (
  worker: Worker,
  { writes, health }: { readonly writes: GroupCommit; readonly health: WriterHealth },
): Promise<void> => {
  const fail = (error: AppError): void => {
    health.stopped(error);
    writes.fail(error);
  };
  worker.on('message', (answer: WriterAnswer) => {
    if (answer.kind !== 'committed') return;
    health.ended(answer.outcomes);
    writes.settled(answer.outcomes);
  });
  worker.on('error', (cause) => fail(stopped(cause)));
  return new Promise((resolve) => {
    worker.once('exit', () => {
      fail(stopped());
      resolve();
    });
  });
};

const stopped = (cause?: unknown): AppError =>
  new AppError('STORE_UNAVAILABLE', 'The writer of the store has stopped.', { cause });

/** From source this module is TypeScript and so is the thread's; Node strips the types of both. */
const threadFile = (): URL =>
  new URL(
    import.meta.url.endsWith('.ts') ? './writer-thread.ts' : './writer-thread.js',
    import.meta.url,
  );

const startWriter = async (directory: DataDirectory): Promise<Worker> => {
  const workerData: WriterData = directory;
  // The thread needs none of the process's loaders, conditions or instrumentation.
  const worker = new Worker(threadFile(), { workerData, execArgv: [], name: 'store-writer' });
  const [answer]: WriterAnswer[] = await once(worker, 'message');
  const refusal = refusalOf(answer, directory);
  if (!refusal) return worker;
  await worker.terminate();
  throw refusal;
};

const refusalOf = (answer: WriterAnswer | undefined, directory: DataDirectory): AppError | null => {
  if (answer?.kind === 'in-use') return inUse(directory);
  if (answer?.kind !== 'ready') {
    const message = answer?.kind === 'refused' ? answer.message : 'the writer did not start';
    return new AppError(
      'CONFIG_INVALID',
      `The store in ${directory.path} cannot be opened: ${message}.`,
    );
  }
  const fault = weakness(answer);
  if (fault === null) return null;
  return new AppError(
    'CONFIG_INVALID',
    `The store in ${directory.path} would not survive a power loss: ${fault}. Use a local disk.`,
  );
};
