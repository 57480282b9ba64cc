import type {
  Collection,
  CollectionDefinition,
  DocumentStore,
  Leases,
} from '@ml-connector/document-store';
import { startTicker, type Ticker } from './ticker.js';

const TICK_MS = 1_000;

/** What is run in turn: documents that say of themselves whether they wait. */
export interface JobTurns<Job> {
  readonly store: DocumentStore;
  readonly jobs: CollectionDefinition<Job, 'byState'>;
  readonly leases: Leases;
  /** Only who holds it runs jobs. */
  readonly lease: string;
  /** Runs a job until it is `done` or `failed`, or a part further once `isStopped`. */
  readonly run: (job: Job, isStopped: () => boolean) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Runs jobs one after the other in one process, those first that a crash left running. */
export interface RunningTurns {
  /** Runs everything that waits, unless another process does. An idle look costs one look-up and no write. */
  runOnce(): Promise<void>;
  /** Waits for the job in hand. */
  stop(): Promise<void>;
}

/** Whether a job waits, in one look-up: the names of both states stand side by side in the index. */
export const anyWaits = async <Job>(collection: Collection<Job, 'byState'>): Promise<boolean> => {
  const range = { from: 'queued', before: 'running!' };
  const { items } = await collection.find({ index: 'byState', equals: [], ...range, limit: 1 });
  return items.length > 0;
};

/** Looks every second, from a second on. */
export const startJobTurns = <Job>(turns: JobTurns<Job>): RunningTurns => {
  const collection = turns.store.collection(turns.jobs);
  const stopping = new AbortController();
  const runOnce = async (): Promise<void> => {
    if (!(await anyWaits(collection))) return;
    await turns.leases.during(turns.lease, async () => {
      for (
        let job = await nextOf(collection);
        job && !stopping.signal.aborted;
        job = await nextOf(collection)
      )
        await turns.run(job, () => stopping.signal.aborted);
    });
  };
  const ticker: Ticker = startTicker(TICK_MS, runOnce, turns.onError);
  return {
    runOnce,
    stop: () => {
      stopping.abort();
      return ticker.stop();
    },
  };
};

const nextOf = async <Job>(collection: Collection<Job, 'byState'>): Promise<Job | null> => {
  for (const state of ['running', 'queued']) {
    const { items } = await collection.find({ index: 'byState', equals: [state], limit: 1 });
    if (items[0]) return items[0].value;
  }
  return null;
};
